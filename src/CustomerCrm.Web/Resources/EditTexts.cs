namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the forms for customers, their contacts and hand-overs.</summary>
public sealed class EditTexts;
