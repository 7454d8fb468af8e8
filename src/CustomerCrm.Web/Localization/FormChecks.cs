using FluentValidation;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CustomerCrm.Web.Localization;

/// <summary>Runs a form's rules and sets each refusal beside its field.</summary>
public static class FormChecks
{
    /// <param name="prefix">The name of the page's property that holds the form, as in the field names.</param>
    /// <returns>Whether the form may be used: its values could be read and its rules hold.</returns>
    public static async Task<bool> PassesAsync<T>(
        this ModelStateDictionary state, IValidator<T> rules, T form, string prefix, CancellationToken cancellation)
    {
        var result = await rules.ValidateAsync(form, cancellation);
        foreach (var error in result.Errors)
        {
            state.AddModelError($"{prefix}.{error.PropertyName}", error.ErrorMessage);
        }

        return state.IsValid;
    }
}
