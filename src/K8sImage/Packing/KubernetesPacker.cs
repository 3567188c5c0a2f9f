using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Packing;

/// <summary>Packs releases of Kubernetes; <c>pack.sh</c> says what that is.</summary>
/// <param name="directory">Where a directory for each release is made.</param>
[SupportedOSPlatform("linux")]
public sealed class KubernetesPacker(string directory)
{
    internal const string StampName = "inputs.sha256";

    private static readonly string[] Files = ["pack.sh", "packages.sh", "pause.c"];
    private static readonly Tool Shell = new("sh", "dash");
    private static readonly Tool[] Tools =
    [
        new("apt-ftparchive", "apt-utils"),
        new("apt-get", "apt"),
        new("dpkg-deb", "dpkg"),
        new("gcc", "gcc"),
        new("gpg", "gnupg"),
        new("gpgconf", "gnupg"),
        new("tar", "tar"),
    ];

    /// <summary>Sees to it that a release can be packed, or is packed and as it was then, before another one is packed.</summary>
    /// <param name="source">Where the programs come from.</param>
    /// <param name="release">One of its releases.</param>
    /// <exception cref="FindingException">Something is in the way, or has changed.</exception>
    public void Check(ProgramDirectory source, string release)
    {
        if (IsPacked(source, release))
        {
            OwnedOutput.CheckUnchanged(directory, release);
            return;
        }
        using var output = OwnedOutput.Open(directory, release, owner: null);
        output.Check();
    }

    /// <summary>Packs a release; not again if it was packed of the same programs.</summary>
    /// <param name="source">Where the programs come from.</param>
    /// <param name="cache">Where they are unpacked.</param>
    /// <param name="release">One of its releases.</param>
    /// <param name="say">Is told what is done.</param>
    /// <param name="stop">Ends the work; what was there is there still.</param>
    /// <exception cref="FindingException">A program is missing, or failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<PackedKubernetes> PackAsync(
        ProgramDirectory source,
        ProgramCache cache,
        string release,
        Action<string> say,
        CancellationToken stop
    )
    {
        var target = Path.Combine(directory, release);
        if (IsPacked(source, release))
        {
            return new PackedKubernetes(release, target, IsNew: false);
        }
        using var output = OwnedOutput.Open(directory, release, owner: null);
        output.Check();
        if (Tool.Missing(Tools) is { } missing)
        {
            throw new FindingException(missing);
        }
        var programs = await cache.GetAsync(source, say, stop);
        using var work = output.Staging();
        foreach (var file in Files)
        {
            await File.WriteAllTextAsync(work.File(file), Text(file), stop);
        }
        say($"Packing Kubernetes {release}");
        var made = work.File(release);
        await BoundProcess.RunAsync(Shell, [work.File("pack.sh"), programs, release, made], stop);
        await File.WriteAllTextAsync(
            Path.Combine(made, StampName),
            InputsOf(source, release),
            stop
        );
        output.Replace(
            work,
            [
                .. FileTree
                    .Below(made)
                    .Where(entry => entry.Kind == EntryKind.File)
                    .Select(entry => FileDigest.Of(work.Path, $"{release}/{entry.Path}")),
            ]
        );
        return new PackedKubernetes(release, target, IsNew: true);
    }

    private bool IsPacked(ProgramDirectory source, string release) =>
        FileTree.IsPlain(directory, $"{release}/{StampName}")
        && File.ReadAllText(Path.Combine(directory, release, StampName))
            == InputsOf(source, release);

    // Not the distribution's packages, whose updates come any day: whoever wants them removes the pack.
    internal static string InputsOf(ProgramDirectory source, string release) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join('\n', [release, source.Key, .. Files.Select(Text)])
                )
            )
        );

    private static string Text(string file) => EmbeddedText.Read("K8sImage.Packing." + file);
}
