using System.Text;
using System.Text.Json.Nodes;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.HandOver.Page;
using K8sImage.Reports;

namespace K8sImage.HandOver;

/// <summary>Writes bundles: a directory, which appears whole or not at all, and an archive of it.</summary>
/// <param name="directory">Takes a directory and an archive for each cluster.</param>
/// <param name="clusterFile">Path of the cluster file, to which the bundle then belongs.</param>
public sealed class BundleWriter(string directory, string clusterFile)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Open = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Open | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="inputs">The files that the ISOs were made of by path, with their SHA-256.</param>
    /// <param name="verdicts">Directory of the verification, with its reports and logs.</param>
    /// <param name="sign">Signs the file of the sums, and returns the signatures' files; null for no signature.</param>
    /// <returns>Paths of the directory and of the archive.</returns>
    /// <exception cref="FindingException">It can't be written or signed; what was there before is still there.</exception>
    public async Task<(string Directory, string Archive)> WriteAsync(
        Bundle bundle,
        IReadOnlyList<KeyValuePair<string, string>> inputs,
        string verdicts,
        Func<string, Task>? sign
    )
    {
        var name = bundle.Cluster.Name;
        var target = Path.Combine(directory, name);
        try
        {
            using var output = OwnedOutput.Open(
                directory,
                name,
                clusterFile,
                [name + ".zip"],
                adopt: () => WrittenBundle.Digests(directory, name)
            );
            output.Check();
            using var staging = output.Staging();
            var (work, archive) = (staging.File(name), staging.File(name + ".zip"));
            var sums = await FillAsync(bundle, work, inputs, verdicts, sign);
            BundleArchive.Write(work, name, archive);
            output.Replace(
                staging,
                [
                    .. WrittenBundle.Digests(work, name, sums),
                    FileDigest.Of(staging.Path, name + ".zip"),
                ]
            );
            return (target, target + ".zip");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                HandOverRules.NotWritten.At(
                    new Place(target),
                    $"the bundle can't be written: {e.Message}",
                    "make room there, and let this user write to it"
                )
            );
        }
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> FillAsync(
        Bundle bundle,
        string work,
        IReadOnlyList<KeyValuePair<string, string>> inputs,
        string verdicts,
        Func<string, Task>? sign
    )
    {
        foreach (var node in bundle.Nodes)
        {
            Copy(node.Iso, Path.Combine(work, BundleFiles.IsoPathOf(bundle, node)), Private);
        }
        foreach (var disk in bundle.Disks)
        {
            Copy(
                disk.Disk.Path,
                Path.Combine(work, "disks", Path.GetFileName(disk.Disk.Path)),
                Open
            );
        }
        foreach (var file in BundleFiles.Of(bundle))
        {
            Write(Path.Combine(work, file.Path), file.Text, file.IsScript ? Executable : Open);
        }
        CopyProof(bundle, verdicts, Path.Combine(work, "proof"));
        Write(Path.Combine(work, BundlePage.FileName), BundlePage.Write(bundle), Open);
        // Disks among them: each is read once.
        var files = BundleSums.Of(work);
        var manifest = Path.Combine(work, BundleManifest.FileName);
        Write(manifest, Manifest(bundle, files, inputs).ToJson(), Open);
        var sums = Path.Combine(work, BundleSums.FileName);
        files =
        [
            .. files,
            KeyValuePair.Create(BundleManifest.FileName, FileDigest.Sha256Of(manifest)),
        ];
        Write(sums, BundleSums.Text(files), Open);
        if (sign is not null)
        {
            await sign(sums);
        }
        return files;
    }

    private static BundleManifest Manifest(
        Bundle bundle,
        IReadOnlyList<KeyValuePair<string, string>> files,
        IReadOnlyList<KeyValuePair<string, string>> inputs
    ) =>
        new(
            bundle.ToolVersion,
            bundle.Cluster.Name,
            bundle.IsVerified ? "verified" : "UNVERIFIED",
            [
                .. bundle.Nodes.Select(node => new ManifestNode(
                    node.Node.Name,
                    node.Node.Role,
                    node.Node.Address.ToString(),
                    BundleFiles.IsoPathOf(bundle, node),
                    node.InstanceId,
                    node.Proof is null ? null : ProofWords.Of(bundle.Run!, node.Proof)
                )),
            ],
            [
                Statements.Provenance(bundle, files, inputs),
                .. bundle.Run is { } run
                    ? [Statements.Verification(bundle, run)]
                    : (JsonObject[])[],
            ]
        );

    // What was proved, as it was written, and the logs that it speaks of.
    private static void CopyProof(Bundle bundle, string verdicts, string proof)
    {
        if (bundle.Run is not { } run)
        {
            return;
        }
        IEnumerable<string> files =
        [
            JsonReport.FileName,
            JUnitReport.FileName,
            Reports.Page.HtmlReport.FileName,
            .. run
                .Nodes.SelectMany(node => node.Boots)
                .SelectMany(boot => (string[])[boot.ConsoleLog, boot.VerdictLog]),
        ];
        foreach (var file in files)
        {
            // The paths are those that the record gives: none may lead out of its directory, by a link either.
            if (FileTree.IsPlain(verdicts, file))
            {
                Copy(Path.Combine(verdicts, file), Path.Combine(proof, file), Open);
            }
        }
    }

    private static void Copy(string source, string target, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target);
        SetMode(target, mode);
    }

    private static void Write(string path, string text, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        SetMode(path, mode);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
