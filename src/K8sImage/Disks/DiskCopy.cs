using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Disks;

/// <summary>A format of disks beside qcow2, as <c>qemu-img</c> calls it.</summary>
public enum CopyFormat
{
    /// <summary>The bytes as they are: every hypervisor, and <c>dd</c>.</summary>
    Raw,

    /// <summary>VMware Workstation and Fusion; ESXi after <c>vmkfstools -i</c>.</summary>
    Vmdk,

    /// <summary>Hyper-V.</summary>
    Vhdx,

    /// <summary>VirtualBox.</summary>
    Vdi,
}

/// <summary>A golden disk in another format.</summary>
/// <param name="Format">The format.</param>
/// <param name="Path">The file; <c>Path.sha256</c> stands beside it.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="IsNew">Whether it has just been written.</param>
public sealed record DiskCopy(CopyFormat Format, string Path, string Sha256, bool IsNew)
{
    /// <summary>Writes a disk in another format, unless that has been done.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="format">The format.</param>
    /// <param name="output">Where the disk stands.</param>
    /// <param name="cancellation">Ends the work; no copy is left.</param>
    /// <exception cref="FindingException">qemu-img isn't installed, or failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [SupportedOSPlatform("linux")]
    public static async Task<DiskCopy> WriteAsync(
        GoldenDisk disk,
        CopyFormat format,
        OwnedOutput output,
        CancellationToken cancellation
    )
    {
        var name = format.ToString().ToLowerInvariant();
        var path = System.IO.Path.ChangeExtension(disk.Disk.Path, name);
        if (File.Exists(path) && File.Exists(SumFile.PathOf(path)))
        {
            return new DiskCopy(
                format,
                path,
                await SumFile.ReadAsync(path, cancellation),
                IsNew: false
            );
        }
        using var work = output.Staging();
        var written = work.File("copy");
        await QemuImg.RunAsync(
            ["convert", "-f", disk.Disk.Format, "-O", name, disk.Disk.Path, written],
            cancellation
        );
        var sum = await BaseCache.HashAsync(written, cancellation);
        var copy = System.IO.Path.GetFileName(path);
        output.Claim([copy, SumFile.PathOf(copy)]);
        File.Move(written, path);
        // The sum comes last: without it there is no copy.
        SumFile.Write(path, sum);
        return new DiskCopy(format, path, sum, IsNew: true);
    }
}
