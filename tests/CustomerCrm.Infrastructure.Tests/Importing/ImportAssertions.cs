using CustomerCrm.Infrastructure.Importing;

namespace CustomerCrm.Infrastructure.Tests.Importing;

/// <summary>Reads what an import told as a person reads it, in English.</summary>
internal static class ImportAssertions
{
    public static (long Line, string Column, string Value, string Reason) Told(this RowError error) =>
        (error.Line, error.Column, error.Value, error.Reason.ToString());

    public static IEnumerable<string> Told(this IEnumerable<ImportMessage> messages) => messages.Select(m => m.ToString());

    public static void ShouldBeRefused(this ImportResult result, string reason) =>
        result.ShouldBeOfType<ImportResult.FileRefused>().Reason.ToString().ShouldBe(reason);
}
