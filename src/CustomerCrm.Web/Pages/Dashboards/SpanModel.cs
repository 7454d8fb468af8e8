using CustomerCrm.Infrastructure.Portfolio.Movements;
using CustomerCrm.Infrastructure.Portfolio.Tables;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>A page over a span of months.</summary>
public abstract class SpanModel(BoardFiles files) : BoardModel(files)
{
    /// <summary>As asked for.</summary>
    public SpanPeriod Period { get; private set; } = SpanPeriod.HalfYear;

    public DateOnly? From { get; private set; }

    public DateOnly? To { get; private set; }

    public abstract Span? Span { get; }

    protected override bool HasPeriod => Period != SpanPeriod.HalfYear;

    /// <returns>Null where the address means nothing.</returns>
    protected SpanRequest? ReadRequest(string? span, DateOnly? first, DateOnly? last, bool fresh)
    {
        SpanPeriod? period = string.IsNullOrEmpty(span) ? SpanPeriod.HalfYear : Named<SpanPeriod>(span);
        if (period is null || !ReadFilter())
        {
            return null;
        }

        // Dates were typed in and the span left as it was: the dates are meant.
        (Period, From, To) = (period == SpanPeriod.HalfYear && (first ?? last) is not null ? SpanPeriod.Dates : period.Value, first, last);
        return new SpanRequest(Filter, Period, From, To, fresh);
    }
}
