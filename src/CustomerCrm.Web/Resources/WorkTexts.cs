namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the command menu, the keys and bulk edits.</summary>
public sealed class WorkTexts;
