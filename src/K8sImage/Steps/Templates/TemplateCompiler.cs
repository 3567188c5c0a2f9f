using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;
using Fluid.Parser;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Steps.Templates;

/// <summary>Compiles the Liquid templates in the scalars of a step file.</summary>
internal sealed partial class TemplateCompiler(FindingCollection findings)
{
    private static readonly FluidParser Parser = NewParser();

    /// <summary>Compiles all scalars of a tree; what has no template in it stays the same object.</summary>
    public YamlNode Compile(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => Compile(scalar, isShell: false),
            YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(Compile)] },
            YamlMapping mapping => mapping with
            {
                Entries =
                [
                    .. mapping.Entries.Select(entry => entry with { Value = Compile(entry) }),
                ],
            },
            _ => node,
        };

    /// <summary>Compiles a scalar.</summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="isShell">Whether it is a shell command, so that each output becomes one word.</param>
    public YamlNode Compile(YamlScalar scalar, bool isShell) =>
        Compile(scalar, isShell, isCondition: false);

    private YamlNode Compile(YamlScalar scalar, bool isShell, bool isCondition)
    {
        if (
            !scalar.Text.Contains("{{", StringComparison.Ordinal)
            && !scalar.Text.Contains("{%", StringComparison.Ordinal)
        )
        {
            return scalar;
        }
        if (!Parser.TryParse(scalar.Text, out var parsed, out var error))
        {
            findings.Add(
                isCondition
                    ? StepRules.TemplateSyntax.At(
                        scalar.Place,
                        "this is no condition of Liquid: " + FirstLine(error),
                        "compare values as in time.method == \"cron\", and join comparisons with and, or"
                    )
                    : StepRules.TemplateSyntax.At(
                        PlaceOf(scalar, error),
                        "this is no Liquid template: " + FirstLine(error),
                        "close what is open; write {{ value }} or {% tag %}"
                    )
            );
            return scalar;
        }
        var names = new NameCollector();
        names.VisitTemplate(parsed);
        CheckNames(scalar, names);
        var template = isShell ? new ShellQuoter().VisitTemplate(parsed) : parsed;
        return new TemplateScalar(scalar, new AllocationGuard().VisitTemplate(template))
        {
            Output = template is FluidTemplate { Statements: [OutputStatement only] }
                ? only.Expression
                : null,
            Paths = names.Paths,
            IsPerNode = names.Used.Overlaps(TemplateValues.PerNodeNames),
        };
    }

    private const string Before = "{% if ";
    private const string After = " %}true{% endif %}";

    /// <summary>A condition as it was written.</summary>
    public static string TextOf(TemplateScalar condition) =>
        condition.Source.Text[Before.Length..^After.Length];

    /// <summary>Compiles a condition, as it stands between <c>{% if</c> and <c>%}</c>.</summary>
    public TemplateScalar? CompileCondition(YamlScalar? condition)
    {
        if (condition is null)
        {
            return null;
        }
        var scalar = condition with
        {
            Text = Before + condition.Text + After,
            // So that a column of this text is one of the condition's.
            TextPlace = condition.TextPlace with
            {
                Column = condition.TextPlace.Column - Before.Length,
            },
        };
        return Compile(scalar, isShell: false, isCondition: true) as TemplateScalar;
    }

    // A runcmd or bootcmd entry that is text is a shell command (cloud-init: runcmd, bootcmd).
    private YamlNode Compile(YamlEntry entry) =>
        entry is { Key.Text: "runcmd" or "bootcmd", Value: YamlSequence commands }
            ? commands with
            {
                Items =
                [
                    .. commands.Items.Select(item =>
                        item is YamlScalar command ? Compile(command, isShell: true) : Compile(item)
                    ),
                ],
            }
            : Compile(entry.Value);

    private static FluidParser NewParser()
    {
        var parser = new FluidParser();
        // There are no other templates that one could take in.
        parser.RegisteredTags.Remove("include");
        parser.RegisteredTags.Remove("render");
        return parser;
    }

    private void CheckNames(YamlScalar scalar, NameCollector names)
    {
        foreach (var name in names.Used.Except(names.Declared).Except(TemplateValues.Names))
        {
            var nearest = Nearest.To(name, TemplateValues.Names);
            findings.Add(
                StepRules.TemplateValue.At(
                    scalar.FindText(name),
                    $"there is no value '{Shown.Short(name)}'",
                    nearest is null
                        ? $"the values are {string.Join(", ", TemplateValues.Names)}"
                        : $"did you mean '{nearest}'?"
                )
            );
        }
    }

    private static Place PlaceOf(YamlScalar scalar, string error)
    {
        var at = ErrorPlace().Match(error);
        if (!at.Success)
        {
            return scalar.Place;
        }
        var line = int.Parse(at.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var column = int.Parse(at.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return scalar.PlaceWithin(line, column);
    }

    private static string FirstLine(string error)
    {
        var line = error.Split('\n')[0].Trim();
        var at = ErrorPlace().Match(line);
        line = at.Success ? line[..at.Index].Trim() : line;
        return line.Length == 0 ? "unexpected text" : char.ToLowerInvariant(line[0]) + line[1..];
    }

    [GeneratedRegex(@"(?:at )?\((\d+):(\d+)\)", RegexOptions.RightToLeft)]
    private static partial Regex ErrorPlace();

    private sealed class NameCollector : AstVisitor
    {
        public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Paths { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Declared { get; } = new(StringComparer.Ordinal) { "forloop" };

        protected override Expression VisitMemberExpression(MemberExpression memberExpression)
        {
            if (memberExpression.Segments[0] is IdentifierSegment first)
            {
                Used.Add(first.Identifier);
                Paths.Add(
                    memberExpression.Segments is [_, IdentifierSegment second, ..]
                        ? $"{first.Identifier}.{second.Identifier}"
                        : first.Identifier
                );
            }
            return base.VisitMemberExpression(memberExpression);
        }

        protected override Statement VisitForStatement(ForStatement forStatement)
        {
            Declared.Add(forStatement.Identifier);
            return base.VisitForStatement(forStatement);
        }

        protected override Statement VisitAssignStatement(AssignStatement assignStatement)
        {
            Declared.Add(assignStatement.Identifier);
            return base.VisitAssignStatement(assignStatement);
        }

        protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
        {
            Declared.Add(captureStatement.Identifier);
            return base.VisitCaptureStatement(captureStatement);
        }
    }

    private sealed class ShellQuoter : AstRewriter
    {
        protected override Statement VisitOutputStatement(OutputStatement outputStatement) =>
            new OutputStatement(
                new FilterExpression(outputStatement.Expression, TemplateRenderer.ShellFilter, [])
            );
    }
}
