namespace CustomerCrm.Domain.Firms;

/// <summary>Which customers a role sees.</summary>
public enum Visibility
{
    /// <summary>Every customer.</summary>
    All = 1,

    /// <summary>A rep: those he owns.</summary>
    Own = 2,

    /// <summary>A manager: those owned by his team.</summary>
    Team = 3,
}

/// <summary>The firm that runs the product: one row.</summary>
public sealed class Firm
{
    public const int TheOnlyId = 1;

    public int Id { get; private init; } = TheOnlyId;

    public string Name { get; set; } = "";

    /// <summary>The base currency, ISO 4217; fixed after the first order.</summary>
    public required string Currency { get; set; }

    /// <summary>IANA name; decides what "today" is.</summary>
    public required string TimeZone { get; set; }

    /// <summary>A fixed scoring date in place of today; while it is set, pages say so.</summary>
    public DateOnly? ScoringDate { get; set; }

    /// <summary>The language of who has not chosen one, as <c>en</c> or <c>zh-Hans</c>; null leaves it to his browser.</summary>
    public string? Language { get; set; }

    /// <summary>1 to 12; the month in which the firm's year begins, for the periods of dashboards.</summary>
    public int FiscalYearStartMonth { get; set; } = 1;

    public Visibility RepsSee { get; set; } = Visibility.All;

    public Visibility ManagersSee { get; set; } = Visibility.All;

    /// <summary>When the sample firm was loaded whole; null where this is no demo.</summary>
    public DateTimeOffset? DemoLoadedAt { get; set; }

    public uint Version { get; private init; }

    /// <summary>The scoring date: the fixed one, else today in the firm's time zone.</summary>
    public DateOnly ScoringDateAt(DateTimeOffset now) =>
        ScoringDate ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);
}
