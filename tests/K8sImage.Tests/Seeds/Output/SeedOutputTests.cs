using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Output;

public sealed class SeedOutputTests : IDisposable
{
    private const string Berlin = "time: { zone: Europe/Berlin }";

    private const string OnlyN2Changed =
        "nodes: [{ name: n1, role: control-plane, address: 192.168.218.10 }, { name: n2, role: worker, address: 192.168.218.11, extraUserData: { a: 1 } }]";

    private readonly Bakery _bakery = new();

    public void Dispose() => _bakery.Dispose();

    [Theory]
    [InlineData("true")]
    [InlineData("no")]
    [InlineData("2024-01-01")]
    public void A_name_that_yaml_reads_otherwise_is_text_in_the_meta_data_too(string name)
    {
        _bakery.Bake(
            $"nodes: [{{ name: \"{name}\", role: control-plane, address: 192.168.218.10 }}]"
        );
        Assert.Contains(
            $"local-hostname: \"{name}\"\n",
            File.ReadAllText(Path.Combine(_bakery.Target, name, "meta-data")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_bake_writes_four_files_a_node_and_sums_that_sha256sum_checks()
    {
        var result = _bakery.Bake(Bakery.TwoNodes);
        Assert.True(result.IsRewritten);
        Assert.All(result.Nodes, node => Assert.True(node.IsNew));
        Assert.Equal(
            "SHA256SUMS manifest.json n1/meta-data n1/network-config n1/seed.iso n1/user-data n2/meta-data n2/network-config n2/seed.iso n2/user-data".Split(
                ' '
            ),
            _bakery.Snapshot().Keys.Order(StringComparer.Ordinal)
        );
        var output = await ExternalTool.Run(
            "sh",
            "-c",
            "cd \"$0\" && sha256sum --strict -c SHA256SUMS",
            _bakery.Target
        );
        Assert.Equal(8, output.EnsureSuccess().Lines.Length);
    }

    [Fact]
    public void A_second_bake_of_the_same_writes_nothing_and_says_so()
    {
        _bakery.Bake(Bakery.TwoNodes);
        _bakery.Age();
        var before = _bakery.Snapshot();
        var result = _bakery.Bake(Bakery.TwoNodes);
        Assert.Equal(before, _bakery.Snapshot());
        Assert.False(result.IsRewritten);
        Assert.All(result.Nodes, node => Assert.Empty(node.Changed));
        Assert.All(result.Nodes, node => Assert.False(node.IsNew));
    }

    [Fact]
    public void Only_the_files_of_the_changed_node_are_written_anew()
    {
        _bakery.Bake(Bakery.TwoNodes);
        _bakery.Age();
        var before = _bakery.Snapshot();
        var result = _bakery.Bake(OnlyN2Changed);
        var after = _bakery.Snapshot();
        Assert.Equal(
            "SHA256SUMS manifest.json n2/meta-data n2/network-config n2/seed.iso n2/user-data".Split(
                ' '
            ),
            after.Keys.Where(name => after[name] != before[name]).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [
                [],
                ["user-data", "meta-data", "seed.iso"],
            ],
            result.Nodes.Select(node => node.Changed)
        );
    }

    [Fact]
    public void A_node_that_left_the_cluster_leaves_the_output()
    {
        _bakery.Bake(Bakery.TwoNodes);
        var result = _bakery.Bake(
            "nodes: [{ name: n1, role: control-plane, address: 192.168.218.10 }]"
        );
        Assert.Equal(["n2"], result.Removed);
        Assert.Equal(
            [Path.Combine(_bakery.Target, "n1")],
            Directory.GetDirectories(_bakery.Target)
        );
        Assert.DoesNotContain(
            "n2",
            File.ReadAllText(Path.Combine(_bakery.Target, "SHA256SUMS")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("n1/user-data")]
    [InlineData("n1/seed.iso")]
    [InlineData("n2/network-config")]
    [InlineData("manifest.json")]
    [InlineData("SHA256SUMS")]
    public void A_file_that_was_changed_is_a_finding_and_one_that_was_deleted_is_written_anew(
        string file
    )
    {
        _bakery.Bake(Bakery.TwoNodes);
        var path = Path.Combine(_bakery.Target, file);
        var content = File.ReadAllBytes(path);
        byte[] changed = [.. content];
        changed[^1] ^= 1;

        File.WriteAllBytes(path, changed);
        var before = _bakery.Snapshot();
        var refused = Assert.Throws<FindingException>(() => _bakery.Bake(Bakery.TwoNodes, Berlin));
        var finding = Assert.Single(refused.Findings);
        Assert.Equal((FileRules.Changed.Code, path), (finding.Code, finding.Place.File));
        Assert.Equal(before, _bakery.Snapshot());

        File.Delete(path);
        Assert.True(_bakery.Bake(Bakery.TwoNodes).IsRewritten);
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public void What_may_be_secret_only_its_owner_reads()
    {
        _bakery.Bake();
        foreach (var path in Directory.GetFiles(_bakery.Target, "*", SearchOption.AllDirectories))
        {
            var isPrivate = Path.GetFileName(path) is "user-data" or "seed.iso";
            Assert.Equal(
                Convert.ToInt32(isPrivate ? "600" : "644", 8),
                (int)File.GetUnixFileMode(path)
            );
        }
    }

    [Fact]
    public void A_bake_of_one_node_leaves_the_others_as_they_are()
    {
        _bakery.Bake(Bakery.TwoNodes);
        _bakery.Age();
        var before = _bakery.Snapshot();
        _bakery.Bake(["n1"], null, Bakery.TwoNodes, Berlin);
        var after = _bakery.Snapshot();
        Assert.All(
            after.Where(file => file.Key.StartsWith("n2/", StringComparison.Ordinal)),
            file => Assert.Equal(before[file.Key], file.Value)
        );
        Assert.Equal(before.Count, after.Count);
        Assert.NotEqual(before["n1/user-data"], after["n1/user-data"]);
    }

    [Fact]
    public void The_manifest_holds_neither_date_nor_path()
    {
        _bakery.Bake(Bakery.TwoNodes);
        var text = File.ReadAllText(Path.Combine(_bakery.Target, "manifest.json"));
        Assert.DoesNotContain(_bakery.Root, text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{DateTime.UtcNow.Year}-", text, StringComparison.Ordinal);
        using var manifest = System.Text.Json.JsonDocument.Parse(text);
        var node = manifest.RootElement.GetProperty("nodes")[0];
        Assert.Equal("n1", node.GetProperty("name").GetString());
        Assert.Equal("a", node.GetProperty("steps")[0].GetString());
        Assert.Contains(
            node.GetProperty("instanceId").GetString()!,
            File.ReadAllText(Path.Combine(_bakery.Target, "n1", "meta-data")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("n2/user-data")]
    public void A_bake_of_one_node_refuses_a_directory_in_which_another_is_damaged(string missing)
    {
        _bakery.Bake(Bakery.TwoNodes);
        File.Delete(Path.Combine(_bakery.Target, missing));
        var before = _bakery.Snapshot();
        var refused = Assert.Throws<FindingException>(() =>
            _bakery.Bake(["n1"], null, Bakery.TwoNodes, Berlin)
        );
        Assert.Equal("K8S305", Assert.Single(refused.Findings).Code);
        Assert.Equal(before, _bakery.Snapshot());
    }

    [Fact]
    public void A_private_file_that_was_opened_to_others_is_closed_again()
    {
        _bakery.Bake(Bakery.TwoNodes);
        var file = Path.Combine(_bakery.Target, "n1", "user-data");
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherRead);
        Assert.True(_bakery.Bake(Bakery.TwoNodes).IsRewritten);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
