namespace CustomerCrm.SampleConverter.Naming;

/// <summary>What the names of a country's customers are put together from.</summary>
internal sealed record Tongue(
    IReadOnlyList<string> Surnames,
    IReadOnlyList<string> GivenNames,
    IReadOnlyList<Trade> Trades,
    IReadOnlyList<string> LegalForms);

/// <summary>A line of business: its word in the language of the firm, the same in Chinese characters, its industry.</summary>
internal sealed record Trade(string Word, string LocalWord, string Industry);
