namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the customer list and card.</summary>
public sealed class CustomerTexts;
