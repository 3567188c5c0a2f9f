using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>What a node's user-data does, and which of it comes from steps and which from the cluster file.</summary>
internal sealed class NodeWork
{
    private readonly NodeConfiguration _node;
    private readonly string _clusterFile;

    /// <param name="node">The composed node.</param>
    /// <param name="clusterFile">The cluster file's name in findings.</param>
    public NodeWork(NodeConfiguration node, string clusterFile)
    {
        _node = node;
        _clusterFile = clusterFile;
        var commands = ShellCommand.OfUserData(node.UserData).ToLookup(each => IsExtra(each.Place));
        ExtraCommands = [.. commands[true]];
        // Scripts that steps write are called by them; those of the user may not be.
        StepCommands =
        [
            .. commands[false],
            .. StepFiles
                .Select(file => file["content"])
                .OfType<YamlScalar>()
                .Where(content => content.Text.StartsWith("#!", StringComparison.Ordinal))
                .SelectMany(ShellCommand.Of),
        ];
    }

    /// <summary>The commands of the cluster file.</summary>
    public IReadOnlyList<ShellCommand> ExtraCommands { get; }

    /// <summary>The commands of the steps, also those in the scripts that they write.</summary>
    public IReadOnlyList<ShellCommand> StepCommands { get; }

    /// <summary>The words behind the first ones of a step's command, options aside, each with the place of the first.</summary>
    public Dictionary<string, Place> StepWords(params string[] start) =>
        StepCommands
            .Where(command => command.Words.Take(start.Length).SequenceEqual(start))
            .SelectMany(command =>
                command
                    .Words.Skip(start.Length)
                    .Where(word => word[0] is not ('-' or '>' or '/' or '$'))
                    .Select(word => (Word: word, command.Place))
            )
            .DistinctBy(each => each.Word)
            .ToDictionary(each => each.Word, each => each.Place, StringComparer.Ordinal);

    /// <summary>The files that steps write.</summary>
    public IEnumerable<YamlMapping> StepFiles => Files.Where(file => !IsExtra(file.Place));

    /// <summary>Paths of the files that steps write.</summary>
    public IReadOnlySet<string> StepPaths =>
        StepFiles
            .Select(file => (file["path"] as YamlScalar)?.Text)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The files of the cluster file, each with its path.</summary>
    public IEnumerable<(YamlScalar Path, YamlMapping File)> ExtraFiles =>
        Files
            .Where(file => file["path"] is YamlScalar path && IsExtra(path.Place))
            .Select(file => ((YamlScalar)file["path"]!, file));

    /// <summary>All files under <c>write_files</c>, in the order in which they are written.</summary>
    public IEnumerable<YamlMapping> Files =>
        ShellPieces.Items(_node.UserData["write_files"]).OfType<YamlMapping>();

    /// <summary>The composed user-data.</summary>
    public YamlMapping UserData => _node.UserData;

    /// <summary>Whether something was written in the cluster file.</summary>
    public bool IsExtra(Place place) => place.File == _clusterFile;

    /// <summary>Where a step's user-data begins in the composed one; null if the node has nothing of it.</summary>
    public Place? PlaceOf(string step) =>
        _node.Steps.FirstOrDefault(each => each.Name == step) is { } found
            ? First(_node.UserData, found.Place.File) ?? found.Place
            : null;

    private static Place? First(YamlNode node, string file) =>
        node switch
        {
            _ when node.Place.File == file => node.Place,
            YamlMapping mapping => mapping
                .Entries.Select(entry => First(entry.Value, file))
                .FirstOrDefault(place => place is not null),
            YamlSequence sequence => sequence
                .Items.Select(item => First(item, file))
                .FirstOrDefault(place => place is not null),
            _ => null,
        };
}
