namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the value matrix; the pair of files beside it holds them.</summary>
public sealed class MatrixTexts;
