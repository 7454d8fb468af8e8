namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the customer list, its views and its preview.</summary>
public sealed class ListTexts;
