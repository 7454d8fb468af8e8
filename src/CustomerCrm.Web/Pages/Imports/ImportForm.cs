using CustomerCrm.Infrastructure.Importing;
using CustomerCrm.Infrastructure.Importing.Uploads;
using CustomerCrm.Web.Resources;
using FluentValidation;
using Microsoft.Extensions.Localization;

namespace CustomerCrm.Web.Pages.Imports;

/// <summary>What the sender of a file chooses.</summary>
public class ChoicesForm
{
    /// <summary>The encodings a file can be said to have, in the order they are offered.</summary>
    public static readonly IReadOnlyList<string> Encodings = ["utf-8", "gb18030", "big5", "utf-16", "windows-1252"];

    public bool SkipErrors { get; set; }

    public bool CreateCustomers { get; set; }

    /// <summary>Empty to find it out.</summary>
    public string? Encoding { get; set; }

    public UploadChoices Choices => new(SkipErrors, CreateCustomers, string.IsNullOrEmpty(Encoding) ? null : Encoding);
}

internal class ChoicesRules<T> : AbstractValidator<T>
    where T : ChoicesForm
{
    public ChoicesRules(IStringLocalizer<FileTexts> text)
    {
        RuleFor(f => f.Encoding).Must(e => string.IsNullOrEmpty(e) || ChoicesForm.Encodings.Contains(e)).WithMessage(_ => text["Encoding.Unknown"]);
    }
}

internal sealed class ChoicesRules(IStringLocalizer<FileTexts> text) : ChoicesRules<ChoicesForm>(text);

/// <summary>A file to send: of which kind, and how it is to be read.</summary>
public sealed class ImportForm : ChoicesForm
{
    public string? Kind { get; set; }

    public ImportKind? ImportKind => ImportKinds.Find(Kind ?? "");
}

internal sealed class ImportRules : ChoicesRules<ImportForm>
{
    public ImportRules(IStringLocalizer<FileTexts> text)
        : base(text)
    {
        RuleFor(f => f.ImportKind).NotNull().OverridePropertyName(nameof(ImportForm.Kind)).WithMessage(_ => text["Kind.Needed"]);
    }
}
