namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the dashboard.</summary>
public sealed class PortfolioTexts;
