using System.Text;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>Debian's cloud-init and netplan take every document of every cluster without a word of warning.</summary>
public sealed class AcceptanceTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public static TheoryData<string> Clusters => [.. TestSeeds.Clusters];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Cloud_init_finds_the_user_data_valid(string cluster)
    {
        foreach (var node in TestSeeds.Compose(cluster))
        {
            var path = _directory[node.Node.Name];
            await Write(path, TestSeeds.Build(node, "user-data"));
            var output = await ExternalTool.Run("cloud-init", "schema", "--config-file", path);
            output.EnsureSuccess();
            Assert.Equal(("Valid cloud-config: " + path, ""), (output.Text.Trim(), output.Error));
        }
    }

    [Fact]
    public async Task Cloud_init_would_have_found_a_fault()
    {
        var path = _directory.Write("user-data", "#cloud-config\nwrite_files: [{ pth: /a }]\n");
        var output = await ExternalTool.Run("cloud-init", "schema", "--config-file", path);
        Assert.NotEqual(0, output.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Netplan_makes_a_network_of_the_network_config(string cluster)
    {
        foreach (var node in TestSeeds.Compose(cluster))
        {
            // cloud-init puts the document under the key that netplan's files begin with.
            var document = Encoding.UTF8.GetString(TestSeeds.Build(node, "network-config"));
            var root = _directory[node.Node.Name];
            var output = await Generate(
                root,
                "network:\n  " + document.Replace("\n", "\n  ", StringComparison.Ordinal)
            );
            output.EnsureSuccess();
            Assert.Equal(("", ""), (output.Text, output.Error));
            var unit = Assert.Single(
                Directory.GetFiles(root, "*.network", SearchOption.AllDirectories)
            );
            var lines = await File.ReadAllLinesAsync(unit, TestContext.Current.CancellationToken);
            Assert.Contains(
                lines,
                line => line.StartsWith($"Address={node.Node.Address}/", StringComparison.Ordinal)
            );
            Assert.DoesNotContain(lines, line => line is "DHCP=yes" or "DHCP=ipv4" or "DHCP=ipv6");
        }
    }

    [Fact]
    public async Task Netplan_would_have_found_a_fault()
    {
        var output = await Generate(
            _directory["root"],
            "network: { version: 2, ethernets: { node: { adresses: [10.0.0.1/24] } } }\n"
        );
        Assert.NotEqual("", output.Error);
    }

    private static async Task<ToolOutput> Generate(string root, string text)
    {
        var path = Path.Combine(root, "etc", "netplan", "50-cloud-init.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await Write(path, Encoding.UTF8.GetBytes(text));
        // netplan warns of files that others can read.
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return await ExternalTool.Run("netplan", "generate", "--root-dir", root);
    }

    private static Task Write(string path, byte[] content) =>
        File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
}
