namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the start page and of the page that explains the tiers.</summary>
public sealed class StartTexts;
