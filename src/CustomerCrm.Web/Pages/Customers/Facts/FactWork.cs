using CustomerCrm.Domain.Facts;
using CustomerCrm.Infrastructure.Customers.Writing;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>What every page that writes facts works with.</summary>
public sealed class FactWork(
    CrmDbContext db,
    CustomerWrites writes,
    FirmSettings firm,
    TimeProvider clock,
    MoveWords moves,
    Formats format,
    IStringLocalizer<FactTexts> text,
    IStringLocalizer<Shell> shell)
{
    public CrmDbContext Db => db;

    public CustomerWrites Writes => writes;

    public MoveWords Moves => moves;

    public IStringLocalizer<FactTexts> Text => text;

    public IStringLocalizer<Shell> Shell => shell;

    public DateTimeOffset Now => clock.GetUtcNow();

    public string Currency => firm.Current.Currency;

    /// <summary>The firm's scoring date: what today is on every page.</summary>
    public DateOnly Today => firm.Current.TodayAt(Now);

    /// <summary>A refusal as the sentence beside its field.</summary>
    public string Sentence(FactError error) => error.Refusal switch
    {
        FactRefusal.DateOutOfRange => text["Refusal.DateOutOfRange", format.Date(FactLimits.Earliest), format.Date(FactLimits.Latest)],
        _ => text["Refusal." + error.Refusal, error.Told switch
        {
            decimal amount when error.Refusal == FactRefusal.NotGrossLessDiscount => format.Number(amount, 2),
            decimal bound => FactInput.OfNumber(bound)!,
            DateOnly date => format.Date(date),
            var told => told ?? "",
        }],
    };
}
