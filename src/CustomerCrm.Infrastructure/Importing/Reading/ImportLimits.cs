namespace CustomerCrm.Infrastructure.Importing.Reading;

/// <summary>How much of a file is read before it is refused, whatever it says of itself.</summary>
/// <param name="LargestFile">Bytes, unpacked.</param>
/// <param name="LongestRow">Characters of a row, line ends in its cells among them; so it is also the largest cell.</param>
/// <param name="MostColumns">Columns of the header; what a spreadsheet can have.</param>
public sealed record ImportLimits(
    long LargestFile = 4L * 1024 * 1024 * 1024, int LongestRow = 1024 * 1024, int MostColumns = 16_384);
