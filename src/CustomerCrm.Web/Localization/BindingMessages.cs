using CustomerCrm.Web.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CustomerCrm.Web.Localization;

/// <summary>What the framework says of a value that is none, in the reader's language.</summary>
internal sealed class BindingMessages(IStringLocalizer<Shell> text) : IConfigureOptions<MvcOptions>
{
    public void Configure(MvcOptions options)
    {
        // A text field left empty is a question for the form's own rules.
        options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => text["Binding.Invalid", value]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => text["Binding.Invalid", value]);
        messages.SetValueIsInvalidAccessor(value => text["Binding.Invalid", value]);
        messages.SetUnknownValueIsInvalidAccessor(_ => text["Binding.Unknown"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => text["Binding.Unknown"]);
        messages.SetValueMustBeANumberAccessor(_ => text["Binding.Number"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => text["Binding.Number"]);
        messages.SetValueMustNotBeNullAccessor(_ => text["Binding.Missing"]);
        messages.SetMissingBindRequiredValueAccessor(_ => text["Binding.Missing"]);
        messages.SetMissingKeyOrValueAccessor(() => text["Binding.Missing"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => text["Binding.Missing"]);
    }
}
