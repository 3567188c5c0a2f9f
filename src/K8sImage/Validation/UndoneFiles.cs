using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Validation.Toml;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>Finds files that are written twice, and step's files that commands of the cluster file change.</summary>
internal static class UndoneFiles
{
    // What changes or removes the files that it is given.
    private static readonly HashSet<string> Changing = ["rm", "mv", "tee", "truncate", "sed"];

    // What changes only the last of them.
    private static readonly HashSet<string> Replacing = ["cp", "install", "ln"];

    /// <summary>Looks at a node.</summary>
    public static void Check(NodeWork work, FindingCollection findings)
    {
        var toml = TomlFiles.Of(work).Select(file => file.Key).ToHashSet(StringComparer.Ordinal);
        var written = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var file in work.Files)
        {
            if (file["path"] is not YamlScalar path || written.TryAdd(path.Text, file.Place))
            {
                continue;
            }
            var first = written[path.Text];
            var isAppended = FileContent.IsAppended(file);
            if (work.IsExtra(path.Place) && !work.IsExtra(first))
            {
                if (toml.Contains(path.Text))
                {
                    // Judged by what it becomes.
                    continue;
                }
                findings.Add(
                    Undone.At(
                        path.Place,
                        first,
                        $"{Shown.Short(path.Text)} is {(isAppended ? "added to" : "written again")} here"
                    )
                );
            }
            else if (!work.IsExtra(path.Place) && first.File != path.Place.File && !isAppended)
            {
                findings.Add(
                    StepRules.SameFile.At(
                        path.Place,
                        $"{Shown.Short(path.Text)} is written here, but also in {first}",
                        "let one step write it, use another path, or add to it with append: true"
                    )
                );
            }
        }
        foreach (var command in work.ExtraCommands)
        {
            foreach (var path in Changed(command).Where(written.ContainsKey))
            {
                if (!work.IsExtra(written[path]))
                {
                    findings.Add(
                        Undone.At(command.Place, written[path], $"this command changes {path}")
                    );
                }
            }
        }
    }

    private static IEnumerable<string> Changed(ShellCommand command)
    {
        var words = command.Words;
        if (Changing.Contains(words[0]))
        {
            return words.Skip(1);
        }
        return Replacing.Contains(words[0])
            ? [words[^1]]
            : words
                .Zip(words.Skip(1))
                .Where(pair => pair.First.EndsWith('>'))
                .Select(pair => pair.Second);
    }
}
