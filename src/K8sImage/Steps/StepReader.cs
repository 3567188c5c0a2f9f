using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>Reads a step file.</summary>
internal sealed class StepReader(FindingCollection findings)
{
    private const int MaxTimeout = 600;

    private readonly TemplateCompiler _compiler = new(findings);

    /// <summary>Reads a step file; null, with a finding, if it is not one.</summary>
    public Step? ReadFile(string path, string shownAs)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (!HostName.IsLabel(name))
        {
            findings.Add(
                StepRules.FileName.At(
                    new Place(shownAs),
                    $"'{Shown.Short(name)}' is no name for a step",
                    "use lower-case letters, digits and hyphens"
                )
            );
            return null;
        }
        var root = YamlReader.ReadFile(path, shownAs, findings);
        return MappingReader.OfRoot(root, "a step file", findings) is { } reader
            ? Read(reader, name)
            : null;
    }

    private Step Read(MappingReader file, string name)
    {
        var step = new Step
        {
            Name = name,
            Title = file.Text("title", requiredAs: "what the step is for, in one line")?.Text ?? "",
            Guide = file.Text("guide")?.Text,
            Stage = Stage(file),
            After = file.TextList("after"),
            Needs = file.TextList("needs"),
            When = _compiler.CompileCondition(file.Text("when")),
            Place = file.Place,
            UserData = Document(file, "user-data"),
            NetworkConfig = Document(file, "network-config"),
            Checks = Checks(file),
        };
        file.RefuseOthers();
        return step;
    }

    private Stage Stage(MappingReader file)
    {
        var stage = file.Text("stage", requiredAs: "image or node");
        if (stage is not null && stage.Text is not ("image" or "node"))
        {
            findings.Add(
                StepRules.Stage.At(
                    stage.Place,
                    $"'{Shown.Short(stage.Text)}' is no stage",
                    "write image if the step may be baked into a golden disk, else node"
                )
            );
        }
        return stage?.Text == "image" ? Steps.Stage.Image : Steps.Stage.Node;
    }

    private YamlNode? Document(MappingReader file, string key)
    {
        if (file.Mapping(key) is not { } document)
        {
            return null;
        }
        PassedThrough.Check(document, findings);
        return _compiler.Compile(document);
    }

    private List<Check> Checks(MappingReader file)
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
            var check = Check(new MappingReader(mapping, findings, "checks."));
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

    private Check Check(MappingReader check)
    {
        var name = check.Text("name", requiredAs: "what holds if the check passes");
        // The name stands on one line of TAP, where # begins a directive (TAP 14, "Test Points").
        if (name is not null && (name.Text.Contains('#') || name.Text.Any(char.IsControl)))
        {
            findings.Add(
                StepRules.CheckName.At(
                    name.Place,
                    "a check's name is one line without #",
                    "say in a few words what holds if the check passes"
                )
            );
        }
        var run = check.Text("run", requiredAs: "a shell command");
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
            Timeout = check.Integer("timeout", 1, MaxTimeout) ?? Steps.Check.DefaultTimeout,
        };
        check.RefuseOthers();
        return read;
    }

    private YamlNode? Compiled(YamlScalar? scalar) =>
        scalar is null ? null : _compiler.Compile(scalar, isShell: false);
}
