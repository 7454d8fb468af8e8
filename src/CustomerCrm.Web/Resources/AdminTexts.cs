namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of administration.</summary>
public sealed class AdminTexts;
