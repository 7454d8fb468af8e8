using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Demo;
using CustomerCrm.Infrastructure.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Infrastructure.Portfolio;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages;

/// <summary>
/// Where work begins: a rep finds whom to call among his own, a manager among all, an admin sees beside it whether data and
/// rules are in order; who is new reads what the tiers are.
/// </summary>
public sealed class IndexModel(CrmDbContext db, PortfolioReader portfolio, FirmSettings firm, TimeProvider clock) : PageModel
{
    /// <summary>Of each list.</summary>
    public const int MostLines = 5;

    public PortfolioFigures Figures { get; private set; } = null!;

    /// <summary>The figures are those of the reader's own customers.</summary>
    public bool IsMine { get; private set; }

    /// <summary>A rep nobody has given a customer yet sees the figures of all he may see.</summary>
    public bool HasNobody { get; private set; }

    /// <summary>The reader has not said yet that he knows the five tiers.</summary>
    public bool IsNew { get; private set; }

    public IReadOnlyList<DemoStory> Stories { get; private set; } = [];

    /// <summary>For admins.</summary>
    public FirmHealth? Health { get; private set; }

    /// <summary>Pins that end soon, for who may set them.</summary>
    public int EndingPins { get; private set; }

    public bool SeesDashboard => User.TopRole() is Roles.Manager or Roles.Admin;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        IsNew = !Request.Cookies.ContainsKey(Choices.TiersReadCookie);
        await ReadFiguresAsync(cancellation);
        Stories = await DemoCharacters.OfAsync(db, cancellation);
        EndingPins = SeesDashboard ? await Pins.Of(db, PinsShown.Soon, firm.Current.TodayAt(clock.GetUtcNow())).CountAsync(cancellation) : 0;
        Health = User.TopRole() == Roles.Admin ? await FirmHealth.ReadAsync(db, clock.GetUtcNow(), cancellation) : null;
    }

    private async Task ReadFiguresAsync(CancellationToken cancellation)
    {
        var filter = CustomerFilter.Everybody;
        if (User.TopRole() == Roles.SalesRep)
        {
            var me = User.UserId();
            IsMine = await db.Customers.AnyAsync(c => c.OwnerId == me && c.ArchivedAt == null, cancellation);
            HasNobody = !IsMine;
            filter = IsMine ? new CustomerFilter { Owner = new Choice(me) } : filter;
        }

        Figures = await portfolio.ReadAsync(new PortfolioRequest(filter, Brief: true), cancellation);
    }
}
