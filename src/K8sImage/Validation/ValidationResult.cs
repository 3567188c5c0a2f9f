namespace K8sImage.Validation;

/// <summary>What a validation looked at; what it found is in its findings.</summary>
/// <param name="Files">The files that were read, as findings call them.</param>
/// <param name="Judges">What programs of others were asked, or why they were not; a sentence each.</param>
public sealed record ValidationResult(IReadOnlyList<string> Files, IReadOnlyList<string> Judges);
