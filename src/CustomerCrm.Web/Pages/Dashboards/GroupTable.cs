using CustomerCrm.Infrastructure.Customers;
using CustomerCrm.Infrastructure.Portfolio;

namespace CustomerCrm.Web.Pages.Dashboards;

/// <summary>A table of customers by owner or by region.</summary>
/// <param name="Heading">Over the first column.</param>
public sealed record GroupTable(PortfolioFigures Figures, string Id, string Title, string Heading, NameKind Kind)
{
    /// <summary>So many groups stand alone; the rest is one line.</summary>
    public const int Most = 20;

    public IReadOnlyList<GroupSums> Groups { get; } =
        Figures.By(Kind == NameKind.Owner ? cell => cell.OwnerId : cell => cell.RegionId);

    /// <summary>The group's customers, within the dashboard's own filter.</summary>
    public CustomerFilter Of(long? id) => Kind == NameKind.Owner
        ? Figures.Filter with { Owner = new Choice(id) }
        : Figures.Filter with { Region = new Choice(id) };
}
