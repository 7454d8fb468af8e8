using System.Text;
using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Reading;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Infrastructure.Persistence;
using CustomerCrm.Web.Localization;
using CustomerCrm.Web.Resources;
using CustomerCrm.Web.Security;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>A file is sent and looked at. The one page that takes files; it checks the form's token itself, before the file.</summary>
[Authorize(Policy = Policies.Admins)]
[RawForm]
[IgnoreAntiforgeryToken(Order = 1001)]
public sealed class NewModel(
    CrmDbContext db, IncomingFile incoming, UploadStore uploads, UploadRuns runs, ImportLimits limits, IValidator<ImportForm> rules,
    IStringLocalizer<FileTexts> text) : PageModel
{
    private const string Checked = "true";

    public ImportForm Form { get; private set; } = new();

    /// <summary>Whole megabytes; small limits, of tests and small machines, in bytes.</summary>
    public string Largest => limits.LargestUpload >= 1 << 20 ? $"{limits.LargestUpload >> 20} MB" : $"{limits.LargestUpload} B";

    public void OnGet(string? kind) => Form.Kind = ImportKinds.Find(kind ?? "") is null ? null : kind;

    /// <summary>A file to start from.</summary>
    public IActionResult OnGetTemplate(string? kind) => ImportKinds.Find(kind ?? "") is { } found
        ? File([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Template.Of(found))], "text/csv; charset=utf-8", $"{kind}.csv")
        : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        switch (await incoming.TakeAsync(HttpContext, db.Viewer.Actor, cancellation))
        {
            case Incoming.Refused:
                return BadRequest();
            case Incoming.TooLarge:
                ReadFields();
                ModelState.AddModelError(IncomingFile.FileField, text["File.TooLarge", Largest]);
                return Again();
            default:
                ReadFields();
                break;
        }

        var passes = await ModelState.PassesAsync(rules, Form, nameof(Form), cancellation);
        if (incoming.UploadId is not { } id)
        {
            ModelState.AddModelError(IncomingFile.FileField, text["File.Needed"]);
            return Again();
        }

        if (!passes)
        {
            await incoming.DropAsync();
            return Again();
        }

        await uploads.FinishAsync(id, Form.ImportKind!.Value, incoming.FileName, incoming.Size, Form.Choices, CancellationToken.None);
        await runs.StartAsync(id, incoming.Size, apply: false, cancellation);
        return RedirectToPage("/Imports/Upload", new { id });
    }

    private void ReadFields()
    {
        string? Field(string name) => incoming.Fields.GetValueOrDefault($"{nameof(Form)}.{name}");
        Form = new ImportForm
        {
            Kind = Field(nameof(Form.Kind)),
            SkipErrors = Field(nameof(Form.SkipErrors)) == Checked,
            CreateCustomers = Field(nameof(Form.CreateCustomers)) == Checked,
            Encoding = Field(nameof(Form.Encoding)),
        };
    }

    private PageResult Again()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
