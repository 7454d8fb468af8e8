using System.Globalization;
using CustomerCrm.Domain.Firms;
using CustomerCrm.Infrastructure.Identity;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Firms;
using CustomerCrm.Web.Forms;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using CustomerCrm.Web.TagHelpers;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Admin;

/// <summary>The firm's own settings.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class FirmModel(
    CrmDbContext db, FirmSettings settings, IValidator<FirmForm> rules, IStringLocalizer<AdminTexts> text, IStringLocalizer<Shell> shell) : PageModel
{
    [BindProperty]
    public FirmForm Form { get; set; } = new();

    /// <summary>The currency stays as it is, once an order is booked.</summary>
    public bool HasOrders { get; private set; }

    public ClashView? Clash { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        HasOrders = await db.Orders.AnyAsync(cancellation);
        Form = FirmForm.Of(await db.Firms.AsNoTracking().SingleAsync(cancellation));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        HasOrders = await db.Orders.AnyAsync(cancellation);
        Form.Settle();
        if (!await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation))
        {
            return Refuse(StatusCodes.Status400BadRequest);
        }

        var firm = await db.Firms.SingleAsync(cancellation);
        db.Entry(firm).Property(f => f.Version).OriginalValue = Form.RowVersion;
        foreach (var error in firm.Change(Form.Details(), HasOrders, await ActiveAdmins.Of(db).CountAsync(cancellation)))
        {
            ModelState.AddModelError(FieldOf(error), text["Firm." + error, firm.Currency]);
        }

        if (!ModelState.IsValid)
        {
            return Refuse(StatusCodes.Status400BadRequest);
        }

        try
        {
            if (await db.SaveChangesAsync(cancellation) > 0)
            {
                await settings.RefreshAsync(cancellation);
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            var theirs = FirmForm.Of(await db.Firms.AsNoTracking().SingleAsync(cancellation));
            Clash = new ClashView(nameof(Form), Form.Meet(theirs), field => text["Firm.Field." + field]);
            ModelState.Clear();
            return Refuse(StatusCodes.Status409Conflict);
        }

        this.Flash(shell["Form.Saved"]);
        return RedirectToPage();
    }

    private static string FieldOf(FirmError error) => "Form." + error switch
    {
        FirmError.CurrencyIsNone or FirmError.CurrencyIsFixed => nameof(FirmForm.Currency),
        FirmError.TimeZoneIsNone => nameof(FirmForm.TimeZone),
        FirmError.MonthIsNone => nameof(FirmForm.FiscalYearStartMonth),
        FirmError.VisibilityIsNone => nameof(FirmForm.RepsSee),
        FirmError.NoSecondAdmin => nameof(FirmForm.PublishingNeedsApproval),
    };

    private PageResult Refuse(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}

public sealed class FirmForm : EditForm
{
    public const int NameLength = 200;

    public string? Name { get; set; }

    public string? Currency { get; set; }

    public string? TimeZone { get; set; }

    /// <summary>Empty leaves it to each reader's browser.</summary>
    public string? Language { get; set; }

    public string? FiscalYearStartMonth { get; set; }

    /// <summary>Empty for today.</summary>
    public string? ScoringDate { get; set; }

    public string? RepsSee { get; set; }

    public string? ManagersSee { get; set; }

    /// <summary>"True" or "False".</summary>
    public string? PublishingNeedsApproval { get; set; }

    public static FirmForm Of(Firm firm)
    {
        var form = new FirmForm
        {
            Name = firm.Name,
            Currency = firm.Currency,
            TimeZone = firm.TimeZone,
            Language = firm.Language,
            FiscalYearStartMonth = firm.FiscalYearStartMonth.ToString(CultureInfo.InvariantCulture),
            ScoringDate = TypedText.Of(firm.ScoringDate),
            RepsSee = firm.RepsSee.ToString(),
            ManagersSee = firm.ManagersSee.ToString(),
            PublishingNeedsApproval = firm.PublishingNeedsApproval.ToString(),
        };
        form.Remember(firm.Version);
        return form;
    }

    /// <summary>To be called when the rules hold.</summary>
    public FirmDetails Details()
    {
        TypedText.TryDate(ScoringDate, out var date);
        return new FirmDetails(
            TypedText.Line(Name) ?? "",
            TypedText.Line(Currency) ?? "",
            TypedText.Line(TimeZone) ?? "",
            TypedText.Line(Language),
            int.TryParse(FiscalYearStartMonth, NumberStyles.None, CultureInfo.InvariantCulture, out var month) ? month : 0,
            date,
            Enum.TryParse<Visibility>(RepsSee, out var reps) ? reps : 0,
            Enum.TryParse<Visibility>(ManagersSee, out var managers) ? managers : 0,
            PublishingNeedsApproval == bool.TrueString);
    }
}

internal sealed class FirmRules : AbstractValidator<FirmForm>
{
    public FirmRules(IStringLocalizer<Shell> shell, IStringLocalizer<AdminTexts> text)
    {
        RuleFor(f => f.Name).Text(shell, () => text["Firm.Field.Name"], FirmForm.NameLength);
        RuleFor(f => f.Currency).NotEmpty().WithMessage(_ => shell["Field.Required", text["Firm.Field.Currency"]]);
        RuleFor(f => f.Language).Must(tag => string.IsNullOrEmpty(tag) || Languages.Find(tag) is not null).WithMessage(_ => text["Firm.LanguageIsNone"]);
        RuleFor(f => f.ScoringDate).Date(shell, () => text["Firm.Field.ScoringDate"]);
    }
}
