using CustomerCrm.Domain.Loyalty;
using CustomerCrm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Infrastructure.Exporting;

/// <summary>surveys.csv: a row an answer.</summary>
internal static class SurveysExport
{
    private static readonly (string Name, Func<Row, string> Cell)[] Columns =
    [
        ("survey_no", r => Cell.Text(r.Answer.SurveyNo)),
        ("customer_key", r => Cell.Text(r.CustomerKey)),
        ("answered_on", r => Cell.Date(r.Answer.AnsweredOn)),
        ("satisfaction", r => Cell.Number(r.Answer.Satisfaction)),
        ("recommend", r => Cell.Number(r.Answer.Recommend)),
    ];

    public static CsvTable Of(CrmDbContext db) => CsvTable.Of(
        Columns,
        db.SurveyAnswers.AsNoTracking().Where(a => a.VoidedAt == null)
            .OrderBy(a => a.SurveyNo)
            .Select(a => new Row(a, a.Customer.CustomerKey))
            .AsAsyncEnumerable());

    private sealed record Row(SurveyAnswer Answer, string CustomerKey);
}
