namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of the pages by which files come in and go out.</summary>
public sealed class FileTexts;
