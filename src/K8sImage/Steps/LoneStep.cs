using Fluid;
using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>
/// Looks at a step by itself: its templates are filled in whether or not its conditions hold, so that what is wrong with
/// them is found in any cluster.
/// </summary>
internal sealed class LoneStep(TemplateRenderer renderer, TemplateContext context)
{
    private readonly List<ShellPiece> _pieces = [];

    /// <summary>Fills in all of a step.</summary>
    /// <returns>
    /// Its shell. What has templates in it is left out where its condition does not hold: it may be right only where it does.
    /// </returns>
    public IReadOnlyList<ShellPiece> Inspect(Step step)
    {
        TemplateValues.SetSteps(context, [step]);
        TemplateValues.SetChecks(context, [], []);
        var applies = renderer.Holds(step.When, context);
        foreach (var check in step.Checks)
        {
            var holds = renderer.Holds(check.When, context) && applies;
            Add(check.Run, holds);
            Add(check.Fault?.Run, holds);
            YamlNode?[] others = [check.Prints, check.Matches, check.Hint];
            foreach (var part in others.Concat(check.Fault?.Parts ?? []))
            {
                renderer.Text(part, context);
            }
        }
        if (step.NetworkConfig is not null)
        {
            renderer.Render(step.NetworkConfig, context);
        }
        if (
            step.UserData is not null
            && renderer.Render(step.UserData, context) is YamlMapping rendered
        )
        {
            AddAll(rendered, step.UserData, applies);
        }
        return _pieces;
    }

    private void AddAll(YamlMapping rendered, YamlNode written, bool applies)
    {
        var sources = new Dictionary<Place, (YamlScalar Scalar, bool IsTemplate)>();
        foreach (var source in ShellPieces.Scalars(written))
        {
            sources[source.Scalar.Place] = source;
        }
        foreach (var scalar in ShellPieces.Of(rendered))
        {
            var (source, isTemplate) = sources[scalar.Place];
            if (applies || !isTemplate)
            {
                _pieces.Add(new ShellPiece(source, scalar.Text));
            }
        }
    }

    private void Add(YamlNode? part, bool holds)
    {
        var text = renderer.Text(part, context);
        if (text is not null && (holds || part is YamlScalar))
        {
            _pieces.Add(new ShellPiece(part as YamlScalar ?? ((TemplateScalar)part!).Source, text));
        }
    }
}
