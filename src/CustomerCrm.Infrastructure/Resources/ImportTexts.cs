namespace CustomerCrm.Infrastructure.Resources;

/// <summary>Names the texts that tell of files and their rows; the pair of files beside it holds them.</summary>
internal sealed class ImportTexts;
