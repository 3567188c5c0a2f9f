using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Bases.Packages;

/// <summary>
/// Builds a disk from Debian's packages: mmdebstrap installs them, mke2fs puts the tree into a file system, and the
/// pieces are laid into a partitioned file. Nothing outside a mount namespace of mmdebstrap's is mounted; without root
/// it works in a user namespace.
/// </summary>
/// <param name="cache">Where the disk is kept.</param>
[SupportedOSPlatform("linux")]
public sealed class PackagesBaseBuilder(BaseCache cache)
{
    private static readonly Tool Mmdebstrap = new("mmdebstrap", "mmdebstrap");
    private static readonly Tool Sgdisk = new("sgdisk", "gdisk");
    private static readonly Tool MkfsVfat = new("mkfs.vfat", "dosfstools");
    private static readonly Tool MkfsExt4 = new("mkfs.ext4", "e2fsprogs");
    private static readonly Tool Mmd = new("mmd", "mtools");
    private static readonly Tool Mcopy = new("mcopy", "mtools");
    private static readonly Tool NewUidMap = new("newuidmap", "uidmap");

    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <summary>The disk of a base; built if the cache doesn't hold it.</summary>
    /// <param name="image">The base.</param>
    /// <param name="findings">Takes warnings.</param>
    /// <param name="progress">Is told how far the work has come.</param>
    /// <param name="cancellation">Ends the work; nothing is left behind.</param>
    /// <exception cref="FindingException">A program is missing or failed, or there is no mirror.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<BaseDisk> GetAsync(
        PackagesBase image,
        FindingCollection findings,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    ) =>
        cache.GetAsync(
            image,
            Recipe.KeyOf(image),
            (path, stop) => BuildAsync(image, path, findings, progress, stop),
            progress,
            cancellation
        );

    private static async Task BuildAsync(
        PackagesBase image,
        string path,
        FindingCollection findings,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    )
    {
        CheckTools();
        var sources = SourcesOf(image, findings);
        using var work = TemporaryDirectory.Create();
        var rootId = Guid.NewGuid();
        // A FAT volume's number, as blkid(8) shows it.
        var espId = $"{Random.Shared.Next(0x10000):X4}-{Random.Shared.Next(0x10000):X4}";

        await InstallAsync(image, sources, work, rootId, espId, progress, cancellation);

        progress?.Report(new BaseProgress("Writing the disk"));
        var disk = work.File("disk.raw");
        SparseFile.CreateForAll(disk, DiskLayout.DiskLength);
        await BoundProcess.RunAsync(Sgdisk, DiskLayout.PartitionArguments(disk), cancellation);
        var esp = work.File("esp.img");
        SparseFile.CreateForAll(esp, DiskLayout.EspLength);
        await BoundProcess.RunAsync(
            MkfsVfat,
            ["-F", "32", "-n", "UEFI", "-i", espId.Replace("-", "", StringComparison.Ordinal), esp],
            cancellation
        );
        await BoundProcess.RunAsync(Mmd, ["-i", esp, "::EFI", "::EFI/BOOT"], cancellation);
        await BoundProcess.RunAsync(
            Mcopy,
            ["-i", esp, work.File("bootx64.efi"), "::EFI/BOOT/BOOTX64.EFI"],
            cancellation
        );
        await SparseFile.CopyAsync(esp, disk, DiskLayout.EspStart, cancellation);
        await SparseFile.CopyAsync(
            work.File("root.ext4"),
            disk,
            DiskLayout.RootStart,
            cancellation
        );
        await using (var stream = new FileStream(disk, FileMode.Open, FileAccess.ReadWrite))
        {
            DiskLayout.WriteBootLoader(
                stream,
                await File.ReadAllBytesAsync(work.File("boot.img"), cancellation),
                await File.ReadAllBytesAsync(work.File("core.img"), cancellation)
            );
        }

        progress?.Report(new BaseProgress("Compressing the disk"));
        string[] convert = ["convert", "-O", "qcow2", "-c", "-o", "compression_type=zstd"];
        await QemuImg.RunAsync([.. convert, disk, path], cancellation);
        // What the disk holds, for whoever asks which versions a verdict is about.
        WholeFile.Write(
            Path.ChangeExtension(path, ".packages"),
            await File.ReadAllTextAsync(work.File("packages.txt"), cancellation)
        );
    }

    internal static async Task InstallAsync(
        PackagesBase image,
        DebianSources sources,
        TemporaryDirectory work,
        Guid rootId,
        string espId,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    )
    {
        foreach (var name in (string[])["boot.img", "core.img", "bootx64.efi", "packages.txt"])
        {
            SparseFile.CreateForAll(work.File(name), 0);
        }
        SparseFile.CreateForAll(work.File("root.ext4"), DiskLayout.RootLength);
        await File.WriteAllTextAsync(work.File("root.sh"), Recipe.Root, cancellation);
        await File.WriteAllTextAsync(work.File("filesystem.sh"), Recipe.FileSystem, cancellation);

        progress?.Report(new BaseProgress("Installing packages"));
        var suites = new SuiteFindings(image);
        try
        {
            await BoundProcess.RunAsync(
                Mmdebstrap,
                MmdebstrapCommand.Arguments(image, sources, work.Path, rootId, espId),
                cancellation,
                line =>
                {
                    suites.Read(line);
                    if (line.StartsWith("I: ", StringComparison.Ordinal))
                    {
                        progress?.Report(
                            new BaseProgress("Installing packages", line[3..].TrimEnd('.'))
                        );
                    }
                },
                new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8", ["TMPDIR"] = work.Path }
            );
        }
        catch (FindingException) when (suites.Found is { Count: > 0 } found)
        {
            throw new FindingException(found);
        }
    }

    private static void CheckTools()
    {
        List<Tool> tools = [Mmdebstrap, Sgdisk, MkfsVfat, MkfsExt4, Mmd, Mcopy, QemuImg.Tool];
        if (Environment.UserName != "root")
        {
            tools.Add(NewUidMap);
        }
        if (Tool.Missing(tools) is { } missing)
        {
            throw new FindingException(missing);
        }
        if (!File.Exists(Keyring))
        {
            throw new FindingException(
                ToolRules.Missing.At(
                    new Place(Keyring),
                    "Debian's keys are not installed",
                    "apt-get install debian-archive-keyring"
                )
            );
        }
    }

    private static DebianSources SourcesOf(PackagesBase image, FindingCollection findings)
    {
        var known = DebianSources.Read("/etc/apt");
        var main =
            image.Mirror
            ?? known?.Main
            ?? throw new FindingException(
                BaseRules.Mirror.At(
                    image.Place,
                    "apt on this machine knows no Debian mirror",
                    "add mirror: and the address of a Debian mirror to the base file"
                )
            );
        if (image.HasSecurity && known?.Security is null)
        {
            findings.Add(
                BaseRules.Security.At(
                    image.Place,
                    "apt on this machine knows no mirror of Debian's security updates; the base is built without them",
                    "add a source whose address ends with /debian-security to /etc/apt/sources.list.d"
                )
            );
        }
        return new DebianSources(main, known?.Security);
    }
}
