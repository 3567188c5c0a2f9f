using K8sImage.Findings;

namespace K8sImage.Steps;

/// <summary>What is said where the user's own cloud-config undoes what a step did.</summary>
internal static class Undone
{
    /// <summary>A finding with both places.</summary>
    /// <param name="place">Where the user's cloud-config does it.</param>
    /// <param name="step">The place in the step's file.</param>
    /// <param name="what">What it does, as the beginning of a sentence.</param>
    public static Finding At(Place place, Place step, string what)
    {
        var name = Path.GetFileNameWithoutExtension(step.File);
        return StepRules.Undone.At(
            place,
            $"{what}, which undoes what the step {name} does in {step}",
            $"leave it out, or use the cluster file's own key for it; if it is meant, change it in a copy of the step among steps of your own; disabledSteps: [{name}] turns off all that the step does"
        );
    }
}
