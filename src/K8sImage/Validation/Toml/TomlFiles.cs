using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Validation.Toml;

/// <summary>
/// Reads the TOML files that user-data writes or adds to, as they are when all of it is written: containerd and its like end at a file
/// that they can't read.
/// </summary>
internal sealed class TomlFiles(NodeWork work, FindingCollection findings)
{
    /// <summary>The TOML files of a node, each with the entries that write it; those are left out that can't be read here.</summary>
    public static IEnumerable<IGrouping<string, YamlMapping>> Of(NodeWork work) =>
        work
            .Files.Where(file =>
                file["path"] is YamlScalar path
                && path.Text.EndsWith(".toml", StringComparison.Ordinal)
            )
            .OrderBy(FileContent.IsDeferred)
            .GroupBy(file => ((YamlScalar)file["path"]!).Text, StringComparer.Ordinal)
            .Where(file => file.All(entry => FileContent.Of(entry) is not null));

    /// <summary>Looks at the entries of the cluster file.</summary>
    public void Check()
    {
        foreach (var file in Of(work))
        {
            Check(file);
        }
    }

    private void Check(IGrouping<string, YamlMapping> file)
    {
        TomlState? before = null;
        YamlMapping? first = null;
        foreach (var entry in file)
        {
            var isAdded = before is not null && FileContent.IsAppended(entry);
            var after = new TomlState((isAdded ? before!.Text : "") + FileContent.Of(entry));
            if (work.IsExtra(entry.Place))
            {
                var start = isAdded ? before!.Text.AsSpan().Count('\n') : 0;
                var part = new TomlPart(file.Key, entry, start, before, first?["path"]?.Place);
                if (after.Error is { } error)
                {
                    findings.Add(part.Broken(after, error));
                    return;
                }
                if (isAdded && after.StrayKey(start) is { } stray)
                {
                    findings.Add(part.Stray(stray));
                }
                else if (first is not null && part.Lost(after) is { } lost)
                {
                    findings.Add(lost);
                }
            }
            else
            {
                first = entry;
            }
            before = after;
        }
    }
}
