using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Steps;

namespace K8sImage.Seeds.Output;

/// <summary>
/// Remembers from what a bake was made, so that the next one can tell that nothing changed without composing anything.
/// A stamp is believed only if every input and every output still has the bytes that it had.
/// </summary>
public sealed class BakeStamp
{
    private const string Beginning = "{\"cluster\":";

    private readonly string _root;
    private readonly string _path;
    private readonly string _words;
    private readonly IReadOnlyList<string> _files;

    /// <summary>Prepares a stamp.</summary>
    /// <param name="root">The output's root; the stamp is a hidden file in it.</param>
    /// <param name="clusterFile">Path of the cluster file.</param>
    /// <param name="words">All that counts besides files, as variables of the environment do.</param>
    /// <param name="files">The other files that are read, as far as they are known beforehand.</param>
    public BakeStamp(
        string root,
        string clusterFile,
        IReadOnlyList<string> words,
        IReadOnlyList<string> files
    )
    {
        _root = root;
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(clusterFile)));
        _path = Path.Combine(root, $".{Convert.ToHexStringLower(name.AsSpan(0, 8))}.stamp");
        _words = string.Join('\n', [typeof(BakeStamp).Module.ModuleVersionId.ToString(), .. words]);
        _files = [clusterFile, .. files];
    }

    /// <summary>What the bake would find, where that is no change; null if it has to be done.</summary>
    /// <param name="findings">Takes the warnings that the bake gave.</param>
    public BakeResult? Unchanged(FindingCollection findings)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(_path));
            var stamp = document.RootElement;
            string[] keyFiles = [.. stamp.GetProperty("keyFiles").EnumerateArray().Select(Text)];
            string[] steps = [.. stamp.GetProperty("steps").EnumerateArray().Select(Text)];
            var cluster = Text(stamp.GetProperty("cluster"));
            var directory = Path.Combine(_root, cluster);
            if (
                // The bake sweeps what a killed one has left, or says what stands there that is not its own.
                !OwnedOutput.HoldsOnlyOurs(_root, cluster, _files[0])
                || Text(stamp.GetProperty("inputs")) != HashOfInputs(keyFiles, steps)
                || Text(stamp.GetProperty("manifest"))
                    != FileDigest.Sha256Of(Manifest.PathIn(directory))
                || Manifest.Read(directory) is not { } manifest
                || !manifest.IsIntact(directory)
            )
            {
                return null;
            }
            foreach (var finding in stamp.GetProperty("findings").EnumerateArray())
            {
                findings.Add(ReadFinding(finding));
            }
            BakedNode[] nodes =
            [
                .. manifest.Nodes.Select(node => new BakedNode(node, [], IsNew: false)),
            ];
            return new BakeResult(
                directory,
                manifest.Base,
                nodes,
                manifest.DisabledSteps,
                [],
                [],
                IsRewritten: false
            );
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            // A stamp that is missing or damaged says nothing: the bake finds out for itself.
            return null;
        }
    }

    /// <summary>
    /// Writes the stamp of a bake that has just been done. Where it can't be written, the next bake takes longer and
    /// nothing else.
    /// </summary>
    public void Write(Cluster cluster, BakeResult result, FindingCollection findings)
    {
        try
        {
            string[] steps = [.. cluster.Steps.Select(directory => directory.Text)];
            if (!IsFree())
            {
                return;
            }
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteString("cluster", cluster.Name);
                json.WriteString("inputs", HashOfInputs(cluster.OtherFiles, steps));
                json.WriteString(
                    "manifest",
                    FileDigest.Sha256Of(Manifest.PathIn(result.Directory))
                );
                json.WriteStartArray("keyFiles");
                foreach (var file in cluster.OtherFiles)
                {
                    json.WriteStringValue(file);
                }
                json.WriteEndArray();
                json.WriteStartArray("steps");
                foreach (var directory in steps)
                {
                    json.WriteStringValue(directory);
                }
                json.WriteEndArray();
                json.WriteStartArray("findings");
                foreach (var finding in findings)
                {
                    Write(json, finding);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            WholeFile.Write(_path, Encoding.UTF8.GetString(stream.ToArray()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said above.
        }
    }

    // Nothing stands there, or an older stamp.
    private bool IsFree() =>
        FileTree.KindOf(_path) switch
        {
            null => true,
            EntryKind.File => File.ReadAllText(_path)
                .StartsWith(Beginning, StringComparison.Ordinal),
            _ => false,
        };

    // The directories of steps are those that the cluster file names, which only a bake has read.
    private string HashOfInputs(IReadOnlyList<string> keyFiles, IReadOnlyList<string> steps)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(_words));
        foreach (
            var file in _files.Concat(keyFiles).Concat(steps.SelectMany(StepDirectory.FilesOf))
        )
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{file}\n{FileDigest.Sha256Of(file)}"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("file", finding.Place.File);
        json.WriteNumber("line", finding.Place.Line);
        json.WriteNumber("column", finding.Place.Column);
        json.WriteNumber("severity", (int)finding.Severity);
        json.WriteString("code", finding.Code);
        json.WriteString("message", finding.Message);
        json.WriteString("hint", finding.Hint);
        json.WriteEndObject();
    }

    private static Finding ReadFinding(JsonElement finding) =>
        new(
            new Place(
                Text(finding.GetProperty("file")),
                finding.GetProperty("line").GetInt32(),
                finding.GetProperty("column").GetInt32()
            ),
            (Severity)finding.GetProperty("severity").GetInt32(),
            Text(finding.GetProperty("code")),
            Text(finding.GetProperty("message")),
            Text(finding.GetProperty("hint"))
        );

    private static string Text(JsonElement element) => element.GetString() ?? "";
}
