namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the forms of facts: orders, costs, answers, pins.</summary>
public sealed class FactTexts;
