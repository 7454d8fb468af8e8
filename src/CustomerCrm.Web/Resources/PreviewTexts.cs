namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of previews and comparisons of scoring rules; the pair of files beside it holds them.</summary>
public sealed class PreviewTexts;
