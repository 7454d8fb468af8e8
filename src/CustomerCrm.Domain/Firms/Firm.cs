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

    /// <summary>Whether a second admin has to approve what one publishes.</summary>
    public bool PublishingNeedsApproval { get; set; }

    /// <summary>When the sample firm was loaded whole; null where this is no demo.</summary>
    public DateTimeOffset? DemoLoadedAt { get; set; }

    public uint Version { get; private init; }

    /// <summary>Changes the settings, or says field by field why not; then nothing is changed.</summary>
    /// <param name="hasOrders">Whether an order was booked, in the currency that is therefore fixed.</param>
    /// <param name="admins">How many admins can sign in.</param>
    public IReadOnlyList<FirmError> Change(FirmDetails details, bool hasOrders, int admins)
    {
        var errors = Check(details, hasOrders, admins).ToList();
        if (errors.Count == 0)
        {
            (Name, Currency, TimeZone, Language, FiscalYearStartMonth, ScoringDate, RepsSee, ManagersSee, PublishingNeedsApproval) = (
                details.Name, details.Currency, details.TimeZone, details.Language, details.FiscalYearStartMonth,
                details.ScoringDate, details.RepsSee, details.ManagersSee, details.PublishingNeedsApproval);
        }

        return errors;
    }

    private IEnumerable<FirmError> Check(FirmDetails details, bool hasOrders, int admins)
    {
        if (details.Currency.Length != 3 || !details.Currency.All(char.IsAsciiLetterUpper))
        {
            yield return FirmError.CurrencyIsNone;
        }
        else if (hasOrders && details.Currency != Currency)
        {
            yield return FirmError.CurrencyIsFixed;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(details.TimeZone, out _))
        {
            yield return FirmError.TimeZoneIsNone;
        }

        if (details.FiscalYearStartMonth is < 1 or > 12)
        {
            yield return FirmError.MonthIsNone;
        }

        if (details.RepsSee is not (Visibility.All or Visibility.Own) || details.ManagersSee is not (Visibility.All or Visibility.Team))
        {
            yield return FirmError.VisibilityIsNone;
        }

        if (details.PublishingNeedsApproval && !PublishingNeedsApproval && admins < 2)
        {
            yield return FirmError.NoSecondAdmin;
        }
    }

    /// <summary>The scoring date: the fixed one, else today in the firm's time zone.</summary>
    public DateOnly ScoringDateAt(DateTimeOffset now) =>
        ScoringDate ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);
}

/// <summary>What an admin sets.</summary>
/// <param name="Currency">Three capital letters, ISO 4217.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Language">Null leaves it to each reader's browser.</param>
/// <param name="FiscalYearStartMonth">1 to 12.</param>
/// <param name="ScoringDate">Null for today.</param>
/// <param name="PublishingNeedsApproval">Whether a second admin has to approve what one publishes.</param>
public sealed record FirmDetails(
    string Name,
    string Currency,
    string TimeZone,
    string? Language,
    int FiscalYearStartMonth,
    DateOnly? ScoringDate,
    Visibility RepsSee,
    Visibility ManagersSee,
    bool PublishingNeedsApproval = false);

/// <summary>Why a setting was refused.</summary>
public enum FirmError
{
    /// <summary>Not three capital letters.</summary>
    CurrencyIsNone,

    /// <summary>Amounts are booked in the one there is.</summary>
    CurrencyIsFixed,

    TimeZoneIsNone,
    MonthIsNone,

    /// <summary>Reps see all or their own, managers all or their team.</summary>
    VisibilityIsNone,

    /// <summary>Nobody could approve.</summary>
    NoSecondAdmin,
}
