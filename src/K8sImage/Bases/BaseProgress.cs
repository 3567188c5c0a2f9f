namespace K8sImage.Bases;

/// <summary>How far the work on a base has come.</summary>
/// <param name="Stage">What is being done, in a few words.</param>
/// <param name="Detail">The last thing that was done in this stage; may be empty.</param>
/// <param name="Fraction">Part of the stage that is done, from 0 to 1; null where nobody knows.</param>
public readonly record struct BaseProgress(
    string Stage,
    string Detail = "",
    double? Fraction = null
);
