namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the scoring lab; the pair of files beside it holds them.</summary>
public sealed class LabTexts;
