using System.Diagnostics;
using K8sImage.BootTests.Libvirt;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.BootTests;

/// <summary>A bundle, from a cluster file to running nodes, by the README's commands alone.</summary>
public sealed class HandOverTests : IDisposable
{
    private const string Nonce = "handed-over";
    private const string Credential = "io.systemd.credential:k8simage.nonce=" + Nonce;

    private readonly TemporaryDirectory _work = TemporaryDirectory.Create();

    public void Dispose() => _work.Dispose();

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task The_nodes_of_a_bundle_that_was_taken_elsewhere_boot_from_nothing_but_what_is_in_it()
    {
        var stop = TestContext.Current.CancellationToken;
        var cluster = await WriteClusterAsync("handed");
        await BuildAsync("BakeDisks", "--cluster", cluster);
        await BuildAsync("VerifyImages", "--cluster", cluster, "--disks");
        await BuildAsync("HandOver", "--cluster", cluster);
        var bundle = _work.File("bundle");
        Directory.Move(Path.Combine(Repository.Root, "artifacts", "handover", "handed"), bundle);

        var said = await BuildAsync("CheckBundle", "--bundle", bundle);
        // All that it was made of.
        Artifacts.Remove("handed");
        string[] nodes = ["k8s-master", "k8s-node1", "k8s-node2"];
        Assert.All(nodes, node => Assert.Contains(node, said, StringComparison.Ordinal));
        await using var libvirt = await LibvirtLab.StartAsync(_work.File("libvirt"), stop);
        await libvirt.RunAsync(bundle, stop, "virsh", "net-define", "libvirt-network.xml");
        await libvirt.RunAsync(bundle, stop, "virsh", "net-start", "handed");
        await Parallel.ForEachAsync(
            nodes,
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = stop },
            async (node, cancelled) =>
            {
                AssertGreen(node, await BootAsync(bundle, node, cancelled));
                AssertGreen(node, await BootAsync(libvirt, bundle, node, cancelled));
            }
        );
    }

    [Fact]
    public async Task A_bundle_names_no_directory_of_the_machine_that_made_it()
    {
        var cluster = await WriteClusterAsync("named");
        await BuildAsync("HandOver", "--cluster", cluster, "--unverified");

        var bundle = Path.Combine(Repository.Root, "artifacts", "handover", "named");
        var files = Directory.GetFiles(bundle, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(
            files.Select(File.ReadAllText),
            text =>
            {
                Assert.DoesNotContain(_work.Path, text, StringComparison.Ordinal);
                Assert.DoesNotContain(Repository.Root + "/", text, StringComparison.Ordinal);
            }
        );
        Assert.Contains(
            "\"named.yaml\"",
            await File.ReadAllTextAsync(
                Path.Combine(bundle, "manifest.json"),
                TestContext.Current.CancellationToken
            ),
            StringComparison.Ordinal
        );
        Artifacts.Remove("named");
    }

    // Outside the repository, where a user's cluster files may lie.
    private async Task<string> WriteClusterAsync(string name)
    {
        var path = _work.File(name + ".yaml");
        var text = await File.ReadAllTextAsync(
            LabCluster.FilePath,
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            path,
            text.Replace("name: lab-offline\n", $"name: {name}\n", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        return path;
    }

    private static Task<string> BuildAsync(params IReadOnlyList<string> arguments) =>
        ProjectCommand.RunAsync(["bash", "build.sh", .. arguments]);

    private static void AssertGreen(string node, TapReport report)
    {
        Assert.Equal(node, report.Header?.Node);
        Assert.Equal(report.Planned, report.Checks.Count);
        Assert.All(report.Checks, check => Assert.True(check.Passed, check.Name));
    }

    // What a receiver types, with the two serial ports in files, and a nonce, so that no older verdict can pass for this one.
    private async Task<TapReport> BootAsync(string bundle, string node, CancellationToken stop)
    {
        var verdict = _work.File(node + ".tap");
        using var qemu = Process.Start(
            "sh",
            [
                Path.Combine(bundle, node, "qemu.sh"),
                "--disks",
                _work.File("disks"),
                "--isolated",
                "-display",
                "none",
                "-serial",
                "file:" + _work.File(node + "-console.log"),
                "-serial",
                "file:" + verdict,
                "-smbios",
                "type=11,value=" + Credential,
            ]
        );
        try
        {
            return await VerdictAsync(verdict, () => !qemu.HasExited, stop);
        }
        finally
        {
            qemu.Kill();
            await qemu.WaitForExitAsync(CancellationToken.None);
        }
    }

    // As the page says, with what the file's own comment says for a processor that can't virtualise, and the same two ports.
    private async Task<TapReport> BootAsync(
        LibvirtLab libvirt,
        string bundle,
        string node,
        CancellationToken stop
    )
    {
        var machine = "handed-" + node;
        var images = _work.File("libvirt/images");
        var disk = Directory
            .GetFiles(Path.Combine(bundle, "disks"), "*.qcow2")
            .Single(path =>
                Path.GetFileName(path)
                    .StartsWith(
                        node == "k8s-master" ? "control-plane-" : "worker-",
                        StringComparison.Ordinal
                    )
            );
        var copy = Path.Combine(images, machine + ".qcow2");
        await libvirt.RunAsync(bundle, stop, "qemu-img", "convert", "-O", "qcow2", disk, copy);
        await libvirt.RunAsync(bundle, stop, "qemu-img", "resize", "-q", copy, "20G");
        var iso = $"{machine}-seed.iso";
        File.Copy(Path.Combine(bundle, node, iso), Path.Combine(images, iso));
        var verdict = _work.File(machine + ".tap");
        var xml = _work.File(machine + ".xml");
        DomainXml
            .Read(Path.Combine(bundle, node, "libvirt.xml"))
            .Emulated()
            .WithSerialPorts(_work.File(machine + "-console.log"), verdict)
            .WithOemString(Credential)
            .Save(xml);
        await libvirt.RunAsync(bundle, stop, "virsh", "define", xml);
        await libvirt.RunAsync(bundle, stop, "virsh", "start", machine);
        var report = await VerdictAsync(verdict, () => true, stop);
        await libvirt.RunAsync(bundle, stop, "virsh", "destroy", machine);
        return report;
    }

    private static async Task<TapReport> VerdictAsync(
        string path,
        Func<bool> isRunning,
        CancellationToken stop
    )
    {
        var clock = Stopwatch.StartNew();
        while (
            isRunning()
            && clock.Elapsed < TimeSpan.FromMinutes(30)
            && !(
                File.Exists(path)
                && (await File.ReadAllTextAsync(path, stop)).Contains(
                    TapParser.EndMark,
                    StringComparison.Ordinal
                )
            )
        )
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stop);
        }
        // The end mark's line may still be being written.
        await Task.Delay(TimeSpan.FromSeconds(1), stop);
        var findings = new FindingCollection();
        var report = TapParser.Parse(
            await File.ReadAllTextAsync(path, stop),
            Nonce,
            path,
            findings
        );
        Assert.Empty(findings);
        return report;
    }
}
