namespace CustomerCrm.Infrastructure.Resources;

/// <summary>Names the texts that tell how jobs ended; the pair of files beside it holds them.</summary>
internal sealed class OutcomeTexts;
