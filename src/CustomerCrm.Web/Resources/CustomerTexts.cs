namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the customer list and card, and of the model's terms on them.</summary>
public sealed class CustomerTexts;
