namespace CustomerCrm.Web.Resources;

/// <summary>Names the texts of layout, sign-in and error pages; every area has a class and a pair of files like these.</summary>
public sealed class Shell;
