namespace CustomerCrm.Web.Resources;

/// <summary>Names the terms of the model, tiers and flags included, each with the sentence that says what it means.</summary>
public sealed class Glossary;
