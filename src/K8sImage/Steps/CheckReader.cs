using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>Reads the checks of a step file.</summary>
internal sealed class CheckReader(FindingCollection findings)
{
    internal const int MaxTimeout = 600;

    private readonly TemplateCompiler _compiler = new(findings);

    /// <summary>Reads the list under <c>checks</c>.</summary>
    public IReadOnlyList<Check> ReadAll(MappingReader file)
    {
        var checks = new List<Check>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in file.List("checks"))
        {
            if (item is not YamlMapping mapping)
            {
                findings.Add(
                    YamlRules.WrongType.At(
                        item.Place,
                        $"a check is a mapping, this is {item.KindName}",
                        "write name:, run:, prints: and hint:"
                    )
                );
                continue;
            }
            var check = Read(new MappingReader(mapping, findings, "checks."));
            if (check.Name.Length > 0 && !lines.TryAdd(check.Name, check.Place.Line))
            {
                findings.Add(
                    StepRules.CheckName.At(
                        check.Place,
                        $"the check '{Shown.Short(check.Name)}' stands in line {lines[check.Name]} already",
                        "give each check of a step a name of its own"
                    )
                );
            }
            checks.Add(check);
        }
        return checks;
    }

    private Check Read(MappingReader check)
    {
        var name = check.Text("name", requiredAs: "what holds if the check passes");
        // The name stands on one line of TAP, where # begins a directive (TAP 14, "Test Points").
        var isEmpty = string.IsNullOrWhiteSpace(name?.Text);
        if (
            name is not null
            && (isEmpty || name.Text.Contains('#') || name.Text.Any(char.IsControl))
        )
        {
            findings.Add(
                StepRules.CheckName.At(
                    name.Place,
                    isEmpty ? "the check's name is empty" : "a check's name is one line without #",
                    "say in a few words what holds if the check passes"
                )
            );
        }
        var run = check.Text("run", requiredAs: "a shell command");
        if (run is not null && string.IsNullOrWhiteSpace(run.Text))
        {
            findings.Add(
                StepRules.CheckRuns.At(
                    run.Place,
                    "the check runs nothing, so it could never fail",
                    "write the command that shows whether the step took effect"
                )
            );
        }
        var prints = check.Text("prints");
        var matches = check.Text("matches");
        if (prints is not null && matches is not null)
        {
            findings.Add(
                StepRules.CheckWants.At(
                    matches.Place,
                    "a check wants either prints or matches",
                    "remove one of the two, or make two checks of it"
                )
            );
        }
        var read = new Check(
            name?.Text ?? "",
            run is null ? new YamlScalar(check.Place, "") : _compiler.Compile(run, isShell: true),
            check.Place
        )
        {
            When = _compiler.CompileCondition(check.Text("when")),
            Prints = Compiled(prints),
            Matches = Compiled(matches),
            Hint = Compiled(check.Text("hint", requiredAs: "where to look when the check fails")),
            Timeout = check.Integer("timeout", 1, MaxTimeout) ?? Check.DefaultTimeout,
            Fault = check.Take("fault") is { } fault ? ReadFault(fault) : null,
        };
        check.RefuseOthers();
        return read;
    }

    private Fault? ReadFault(YamlNode node)
    {
        if (node is YamlScalar { Text.Length: > 0 } command)
        {
            return new Fault(node.Place) { Run = _compiler.Compile(command, isShell: true) };
        }
        if (node is not YamlMapping mapping)
        {
            findings.Add(
                YamlRules.WrongType.At(
                    node.Place,
                    $"a fault is a shell command or a mapping, this is {node.KindName}",
                    "write the command that makes the check fail, or in:, replace: and with:"
                )
            );
            return null;
        }
        var fault = new MappingReader(mapping, findings, "checks.fault.");
        var read = new Fault(node.Place)
        {
            In = Compiled(
                fault.Text(
                    "in",
                    "network-config, user-data or the path of a file that the step writes"
                )
            ),
            Replace = Compiled(fault.Text("replace", "the text that goes")),
            With = Compiled(fault.Text("with", "the text that comes")),
        };
        fault.RefuseOthers();
        return read;
    }

    private YamlNode? Compiled(YamlScalar? scalar) =>
        scalar is null ? null : _compiler.Compile(scalar, isShell: false);
}
