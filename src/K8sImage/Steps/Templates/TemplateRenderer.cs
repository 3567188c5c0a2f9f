using System.Collections.Concurrent;
using System.Globalization;
using Fluid;
using Fluid.Values;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Steps.Templates;

/// <summary>Puts a cluster's values into compiled templates. Safe for use from several threads.</summary>
internal sealed class TemplateRenderer(TemplateValues values, FindingCollection findings)
{
    /// <summary>Name of the filter that makes one shell word of a value, or one of each item of a list.</summary>
    public const string ShellFilter = "sh";

    /// <summary>A cluster of 10,000 nodes loops over all of them, a loop over its square is a mistake.</summary>
    public const int MaxSteps = 2_000_000;

    // .NET's own formats, which Liquid does not know: their widths make a text of any length.
    private static readonly string[] NoFilters = ["format_number", "format_string"];

    private static readonly TemplateOptions Options = NewOptions();

    // What does not depend on the node is the same for all: rendered once, it is also the same object, which the
    // writer of documents makes use of.
    private readonly ConcurrentDictionary<TemplateScalar, YamlNode?> _shared = new();

    /// <summary>A context that knows a node.</summary>
    public TemplateContext ContextOf(string node)
    {
        var context = new TemplateContext(Options);
        values.SetCluster(context);
        values.SetNode(context, node);
        return context;
    }

    /// <summary>Renders a tree.</summary>
    /// <returns>The tree with its values in place; null where the whole of it is one nil value.</returns>
    public YamlNode? Render(YamlNode node, TemplateContext context) =>
        node switch
        {
            TemplateScalar template => Render(template, context),
            YamlSequence sequence => Render(sequence, context),
            YamlMapping mapping => Render(mapping, context),
            _ => node,
        };

    /// <summary>Renders a scalar to text; null where it is nil or there is none.</summary>
    public string? Text(YamlNode? scalar, TemplateContext context) =>
        scalar is null ? null : (Render(scalar, context) as YamlScalar)?.Text;

    /// <summary>Whether a condition holds; one that is absent does.</summary>
    public bool Holds(TemplateScalar? condition, TemplateContext context) =>
        condition is null || Text(condition, context) == "true";

    private YamlSequence Render(YamlSequence sequence, TemplateContext context)
    {
        var items = new List<YamlNode>(sequence.Items.Count);
        foreach (var item in sequence.Items)
        {
            if (Render(item, context) is { } rendered)
            {
                items.Add(rendered);
            }
        }
        return sequence with { Items = items };
    }

    private YamlMapping Render(YamlMapping mapping, TemplateContext context)
    {
        var entries = new List<YamlEntry>(mapping.Entries.Count);
        foreach (var entry in mapping.Entries)
        {
            if (Render(entry.Value, context) is { } rendered)
            {
                entries.Add(
                    ReferenceEquals(rendered, entry.Value) ? entry : entry with { Value = rendered }
                );
            }
        }
        return mapping with { Entries = entries };
    }

    private YamlNode? Render(TemplateScalar template, TemplateContext context)
    {
        if (template.IsPerNode)
        {
            return Evaluate(template, context);
        }
        return _shared.TryGetValue(template, out var shared)
            ? shared
            : _shared.GetOrAdd(template, Evaluate(template, context));
    }

    private YamlNode? Evaluate(TemplateScalar template, TemplateContext context)
    {
        AllocationGuard.Begin();
        try
        {
            // All values are in memory: nothing here ever waits.
            return template.Output is { } output
                ? ToYaml(
                    output.EvaluateAsync(context).AsTask().GetAwaiter().GetResult(),
                    template,
                    context
                )
                : template.Source with
                {
                    Text = template.Template.Render(context),
                    IsPlain = false,
                };
        }
        catch (UndefinedValueException e)
        {
            var nearest = Nearest.To(e.Name, e.Known);
            findings.Add(
                StepRules.TemplateValue.At(
                    template.Source.FindText(e.Name),
                    $"'{e.Path}' has no '{Shown.Short(e.Name)}'",
                    nearest is null
                        ? $"it has {string.Join(", ", e.Known)}"
                        : $"did you mean '{nearest}'?"
                )
            );
        }
        catch (Exception e)
            when (e
                    is FluidException
                        or ArithmeticException
                        or ArgumentException
                        or InvalidOperationException
                        or InvalidCastException
                        or FormatException
            )
        {
            // Filters throw what the arithmetic and the formats below them throw.
            findings.Add(
                StepRules.TemplateValue.At(
                    template.Place,
                    "the template can't be filled in: " + Shown.Short(e.Message),
                    "check the filters and their arguments"
                )
            );
        }
        return null;
    }

    private static YamlNode? ToYaml(
        FluidValue value,
        TemplateScalar template,
        TemplateContext context
    )
    {
        var place = template.Place;
        return value.Type switch
        {
            FluidValues.Nil or FluidValues.Empty or FluidValues.Blank => null,
            FluidValues.Boolean => new YamlScalar(
                place,
                value.ToBooleanValue() ? "true" : "false",
                ScalarKind.Boolean
            ),
            FluidValues.Number => new YamlScalar(
                place,
                value.ToNumberValue().ToString(CultureInfo.InvariantCulture),
                decimal.IsInteger(value.ToNumberValue()) ? ScalarKind.Integer : ScalarKind.Float
            ),
            FluidValues.Array => new YamlSequence(
                place,
                [
                    .. value
                        .Enumerate(context)
                        .Select(item => ToYaml(item, template, context))
                        .OfType<YamlNode>(),
                ]
            ),
            _ => new YamlScalar(place, value.ToStringValue()),
        };
    }

    private static TemplateOptions NewOptions()
    {
        var options = new TemplateOptions
        {
            StrictFilters = true,
            CultureInfo = CultureInfo.InvariantCulture,
            MaxSteps = MaxSteps,
            Assigned = AllocationGuard.Kept,
            Captured = AllocationGuard.Kept,
        };
        foreach (var name in NoFilters)
        {
            options.Filters.AddFilter(
                name,
                (_, _, _) => throw new FluidException($"there is no filter '{name}'")
            );
        }
        options.Filters.AddFilter(
            ShellFilter,
            (input, _, context) =>
                new StringValue(
                    input.Type == FluidValues.Array
                        ? string.Join(
                            ' ',
                            input
                                .Enumerate(context)
                                .Select(item => ShellWord.Quote(item.ToStringValue()))
                        )
                        : ShellWord.Quote(input.ToStringValue())
                )
        );
        return options;
    }
}
