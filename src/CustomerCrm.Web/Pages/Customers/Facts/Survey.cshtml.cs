using CustomerCrm.Domain.Facts;
using CustomerCrm.Domain.Loyalty;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CustomerCrm.Web.Pages.Customers.Facts;

/// <summary>What a customer answered, entered or corrected.</summary>
public sealed class SurveyModel(FactWork work, IValidator<SurveyForm> rules) : FactFormPage<SurveyAnswer, SurveyForm>(work, rules)
{
    public override string Tab => "Surveys";

    protected override string Prefix => "S";

    protected override string NumberField => nameof(Form.SurveyNo);

    protected override Task<SurveyAnswer?> FindFactAsync(long customerId, long factId, CancellationToken cancellation) =>
        Work.Db.SurveyAnswers.SingleOrDefaultAsync(a => a.Id == factId && a.CustomerId == customerId, cancellation);

    protected override Task<bool> IsThereAsync(long customerId, string number, CancellationToken cancellation) =>
        Work.Db.SurveyAnswers.AnyAsync(a => a.SurveyNo == number && a.CustomerId == customerId, cancellation);

    protected override string NumberOf(SurveyAnswer fact) => fact.SurveyNo;

    protected override SurveyForm Blank(DateOnly today) => new() { AnsweredOn = FactInput.OfDate(today) };

    protected override SurveyForm FormOf(SurveyAnswer fact) => new()
    {
        SurveyNo = fact.SurveyNo,
        AnsweredOn = FactInput.OfDate(fact.AnsweredOn),
        Satisfaction = FactInput.OfNumber(fact.Satisfaction),
        Recommend = FactInput.OfNumber(fact.Recommend),
    };

    protected override Task<(SurveyAnswer? Fact, IReadOnlyList<FactError> Errors)> WriteAsync(string number, CancellationToken cancellation)
    {
        var entry = new AnswerToEnter(
            FactInput.Text(Form.SurveyNo) ?? number, FactInput.Date(Form.AnsweredOn)!.Value, FactInput.Number(Form.Satisfaction), FactInput.Number(Form.Recommend));
        return Task.FromResult(Fact is { } fact ? (fact, fact.Correct(entry)) : SurveyAnswer.Enter(Customer.Id, entry));
    }
}
