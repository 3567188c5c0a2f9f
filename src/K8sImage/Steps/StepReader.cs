using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>Reads a step file.</summary>
internal sealed class StepReader(FindingCollection findings)
{
    private readonly TemplateCompiler _compiler = new(findings);
    private readonly CheckReader _checks = new(findings);

    /// <summary>Reads a step file; null, with a finding, if it is not one.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="shownAs">Its name in findings.</param>
    public Step? ReadFile(string path, string shownAs) => ReadFile(path, shownAs, Read);

    /// <summary>Reads a file with checks of the cluster; null, with a finding, if it is not one.</summary>
    /// <inheritdoc cref="ReadFile(string, string)"/>
    public Step? ReadClusterCheck(string path, string shownAs) =>
        ReadFile(path, shownAs, ReadClusterCheck);

    private Step? ReadFile(string path, string shownAs, Func<MappingReader, string, Step> read)
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
            ? read(reader, name)
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
            Checks = _checks.ReadAll(file),
        };
        file.RefuseOthers();
        return step;
    }

    private Step ReadClusterCheck(MappingReader file, string name)
    {
        var step = new Step
        {
            Name = name,
            Title = file.Text("title", requiredAs: "what is checked, in one line")?.Text ?? "",
            Guide = file.Text("guide")?.Text,
            Stage = Steps.Stage.Node,
            After = [],
            Needs = [],
            When = _compiler.CompileCondition(file.Text("when")),
            Place = file.Place,
            Checks = _checks.ReadAll(file),
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
}
