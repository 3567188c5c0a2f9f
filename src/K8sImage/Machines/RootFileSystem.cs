using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>
/// The root file system of a raw disk, ext4, read from outside without mounting it: debugfs(8) opens it read-only at its
/// place in the file.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class RootFileSystem
{
    private static readonly Tool Sfdisk = new("sfdisk", "fdisk");
    private static readonly Tool Debugfs = new("debugfs", "e2fsprogs");

    private readonly string _device;

    private RootFileSystem(string device) => _device = device;

    /// <summary>Finds that of a disk of any format, with the disks below it.</summary>
    /// <param name="disk">The disk; no guest runs on it.</param>
    /// <param name="raw">Where its raw copy is made.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="Findings.FindingException">A program is missing or refuses the disk.</exception>
    public static async Task<RootFileSystem> OfDiskAsync(
        string disk,
        string raw,
        CancellationToken cancellation
    )
    {
        await QemuImg.RunAsync(["convert", "-O", "raw", disk, raw], cancellation);
        return await OpenAsync(raw, cancellation);
    }

    /// <summary>Finds it: the largest partition.</summary>
    /// <param name="disk">Path of a raw disk with a partition table.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="Findings.FindingException">A program is missing or refuses the disk.</exception>
    public static async Task<RootFileSystem> OpenAsync(string disk, CancellationToken cancellation)
    {
        var table = new StringBuilder();
        await BoundProcess.RunAsync(
            Sfdisk,
            ["--json", disk],
            cancellation,
            line => table.AppendLine(line)
        );
        using var json = JsonDocument.Parse(table.ToString());
        var largest = json
            .RootElement.GetProperty("partitiontable")
            .GetProperty("partitions")
            .EnumerateArray()
            .MaxBy(partition => partition.GetProperty("size").GetInt64());
        var offset = largest.GetProperty("start").GetInt64() * 512;
        return new RootFileSystem(
            string.Create(CultureInfo.InvariantCulture, $"{disk}?offset={offset}")
        );
    }

    /// <summary>The files and directories in a directory, links aside, with their sizes; empty where there is none.</summary>
    public async Task<IReadOnlyList<(string Name, long Size, bool IsDirectory)>> ListAsync(
        string directory,
        CancellationToken cancellation
    )
    {
        List<(string, long, bool)> found = [];
        await RunAsync(
            $"ls -p {directory}",
            line =>
            {
                // /inode/mode/uid/gid/name/size/
                if (line.Split('/') is [_, _, var mode, _, _, var name, var size, ..])
                {
                    var isDirectory = mode.StartsWith("04", StringComparison.Ordinal);
                    var isLink = mode.StartsWith("12", StringComparison.Ordinal);
                    // What has been deleted has no name.
                    if (!isLink && name is not ("" or "." or ".." or "lost+found"))
                    {
                        long.TryParse(size, CultureInfo.InvariantCulture, out var length);
                        found.Add((name, length, isDirectory));
                    }
                }
            },
            cancellation
        );
        return found;
    }

    /// <summary>The text of a file; empty where there is none.</summary>
    public async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        await RunAsync($"cat {path}", line => text.Append(line).Append('\n'), cancellation);
        return text.ToString();
    }

    /// <summary>Copies a directory with all that is in it, links as links.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="target">A directory of this machine that takes it.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Task CopyAsync(string path, string target, CancellationToken cancellation) =>
        RunAsync($"rdump {path} {target}", _ => { }, cancellation);

    private Task RunAsync(string request, Action<string> line, CancellationToken cancellation) =>
        BoundProcess.RunAsync(
            Debugfs,
            ["-R", request, _device],
            cancellation,
            text =>
            {
                // Its name and version come first, on the other stream.
                if (!text.StartsWith("debugfs 1.", StringComparison.Ordinal))
                {
                    line(text);
                }
            }
        );
}
