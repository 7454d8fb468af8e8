using System.IO.Compression;
using CustomerCrm.SampleConverter;

if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: dotnet run --project samples/Converter -- INPUT.csv.gz OUTPUT_FOLDER");
    return 2;
}

if (!File.Exists(args[0]))
{
    Console.Error.WriteLine($"No such file: {args[0]}");
    return 1;
}

using var file = File.OpenRead(args[0]);
using var input = new GZipStream(file, CompressionMode.Decompress);
foreach (var line in Conversion.Run(input, args[1]))
    Console.WriteLine(line);
return 0;
