namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the comparison of two versions; the pair of files beside it holds them.</summary>
public sealed class CompareTexts;
