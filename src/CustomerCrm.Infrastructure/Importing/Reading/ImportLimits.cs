using System.Globalization;
using CustomerCrm.Infrastructure.Hosting;
using Microsoft.Extensions.Configuration;

namespace CustomerCrm.Infrastructure.Importing.Reading;

/// <summary>How much of a file is read before it is refused, whatever it says of itself.</summary>
/// <param name="LargestFile">Bytes, unpacked.</param>
/// <param name="LongestRow">Characters of a row, line ends in its cells among them; so it is also the largest cell.</param>
/// <param name="MostColumns">Columns of the header; what a spreadsheet can have.</param>
/// <param name="LargestUpload">Bytes of a file sent by page, as they are sent.</param>
public sealed record ImportLimits(
    long LargestFile = 4L * 1024 * 1024 * 1024, int LongestRow = 1024 * 1024, int MostColumns = 16_384,
    long LargestUpload = 256L * 1024 * 1024)
{
    /// <summary>From <c>Import__LargestFile</c>, <c>Import__LongestRow</c> and <c>Import__LargestUpload</c>, else the defaults.</summary>
    /// <exception cref="SettingException">A number is none, or out of bounds.</exception>
    public static ImportLimits Of(IConfiguration configuration)
    {
        var usual = new ImportLimits();
        return usual with
        {
            LargestFile = Number(configuration, "LargestFile", usual.LargestFile, long.MaxValue),
            LargestUpload = Number(configuration, "LargestUpload", usual.LargestUpload, 64L * 1024 * 1024 * 1024),
            LongestRow = (int)Number(configuration, "LongestRow", usual.LongestRow, 64 * 1024 * 1024),
        };
    }

    private static long Number(IConfiguration configuration, string name, long otherwise, long most)
    {
        var text = configuration[$"Import:{name}"];
        return string.IsNullOrEmpty(text) ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number
            : throw new SettingException($"Import__{name} is '{text}' and must be a whole number from 1 to {most}.");
    }
}
