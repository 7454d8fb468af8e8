namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of jobs; the pair of files beside it holds them.</summary>
public sealed class JobTexts;
