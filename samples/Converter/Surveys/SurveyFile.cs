using System.Globalization;
using CustomerCrm.SampleConverter.Output;

namespace CustomerCrm.SampleConverter.Surveys;

internal static class SurveyFile
{
    public static void Write(string path, IReadOnlyList<SurveyAnswer> answers)
    {
        using var file = new CsvFile(path, "survey_no", "customer_key", "answered_on", "satisfaction", "recommend");
        var number = 0;
        foreach (var a in answers)
        {
            number++;
            file.Row(
                string.Create(CultureInfo.InvariantCulture, $"S{number:0000}"), a.CustomerKey, CsvFile.Date(a.On),
                CsvFile.Number(a.Satisfaction), CsvFile.Number(a.Recommend));
        }
    }
}
