using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Output;

/// <summary>kill -9 at any moment leaves the old output or the new one, whole, and never a mix.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 20;
    private const int Nodes = 100;

    private static readonly Dictionary<string, string> Zones = new()
    {
        ["A"] = "Etc/UTC",
        ["B"] = "Europe/Berlin",
    };

    private readonly TestDirectory _directory = new();
    private readonly Dictionary<string, string> _versionOfSums = [];

    private string Root => _directory["out"];

    private string Target => _directory["out/big"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_killed_bake_leaves_the_old_or_the_new_directory_whole()
    {
        await Bake("A");
        var (whole, writing) = await Bake("B");

        // A fixed seed does not make the moments the same again, but tells what was drawn.
        var random = new Random(1);
        var (current, whileWriting, changed) = ("B", 0, 0);
        for (var i = 0; i < Kills; i++)
        {
            var next = current == "A" ? "B" : "A";
            var file = _directory.Write("big.yaml", ClusterOf(Zones[next]));
            using var process = BuildProcess.Start(file, Root, _directory.Path);
            if (i % 2 == 0)
            {
                await Task.Delay(
                    random.NextDouble() * whole,
                    TestContext.Current.CancellationToken
                );
            }
            else
            {
                // Most of the time goes by before the first byte is written, so that every second one waits for it.
                while (!process.HasExited && !IsWriting())
                {
                    await Task.Delay(1, TestContext.Current.CancellationToken);
                }
                await Task.Delay(
                    random.NextDouble() * writing,
                    TestContext.Current.CancellationToken
                );
            }
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            whileWriting += IsWriting() ? 1 : 0;
            var found = Version();
            Assert.Contains(found, (string[])[current, next]);
            changed += found == current ? 0 : 1;
            current = found;
        }
        // Else the kills came too early or too late to prove anything.
        Assert.True(whileWriting > 0, "no bake was killed while it wrote");
        Assert.True(changed < Kills, "every bake was done before it was killed");

        await Bake("A");
        Assert.Equal("A", Version());
        Assert.Equal([Target], Directory.GetDirectories(Root));
    }

    private bool IsWriting() =>
        Directory.Exists(Root) && Directory.GetDirectories(Root, ".big.tmp-*").Length > 0;

    // How long it took, and how much of that it wrote.
    private async Task<(TimeSpan Whole, TimeSpan Writing)> Bake(string version)
    {
        var file = _directory.Write("big.yaml", ClusterOf(Zones[version]));
        var wall = Stopwatch.StartNew();
        using var process = BuildProcess.Start(file, Root, _directory.Path);
        var end = process.End();
        while (!end.IsCompleted && !IsWriting())
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        var before = wall.Elapsed;
        var output = await end;
        var whole = wall.Elapsed;
        Assert.True(output.ExitCode == 0, output.Text + output.Error);
        _versionOfSums[File.ReadAllText(Path.Combine(Target, "SHA256SUMS"))] = version;
        Assert.Equal(version, Version());
        return (whole, whole - before);
    }

    // The sums tell which version it is, and that every file, and no other, belongs to it.
    private string Version()
    {
        var text = File.ReadAllText(Path.Combine(Target, "SHA256SUMS"));
        var sums = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("  "))
            .ToDictionary(words => words[1], words => words[0]);
        Assert.Equal(4 * Nodes, sums.Count);
        var files = Directory
            .GetFiles(Target, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Target, path));
        Assert.True(files.Remove("SHA256SUMS"));
        Assert.True(files.Remove("manifest.json"));
        Assert.Equal(sums.Keys.Order(), files.Keys.Order());
        Parallel.ForEach(
            sums,
            sum =>
            {
                using var stream = File.OpenRead(files[sum.Key]);
                Assert.Equal(sum.Value, Convert.ToHexStringLower(SHA256.HashData(stream)));
            }
        );
        return _versionOfSums[text];
    }

    private static string ClusterOf(string zone) =>
        ClusterText.With([
            "name: big",
            $"time: {{ zone: {zone} }}",
            "network: { gateway: 10.1.0.1, prefix: 16, pods: 172.16.0.0/16, services: 172.17.0.0/16 }",
            "nodes:",
            .. Enumerable
                .Range(0, Nodes)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  - {{ name: n{i}, role: {(i == 0 ? "control-plane" : "worker")}, address: 10.1.1.{i + 1} }}"
                    )
                ),
        ]);
}
