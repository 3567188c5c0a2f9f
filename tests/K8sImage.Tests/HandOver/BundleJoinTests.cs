using System.Net;
using K8sImage.HandOver.Page;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>What a bundle's page says of making the cluster: what each node needs, and nothing that it does not.</summary>
public sealed class BundleJoinTests
{
    private const string Key =
        "upload-certs --upload-certs --config /etc/kubernetes/kubeadm-config.yaml";

    private const string Three =
        "nodes: [{ name: w1, role: worker, address: 192.168.218.20 }, { name: c1, role: control-plane, address: 192.168.218.10 }, { name: c2, role: control-plane, address: 192.168.218.11 }, { name: c3, role: control-plane, address: 192.168.218.12 }]";

    [Theory]
    [InlineData(
        "{ host: api.lab.example.org, behind: first-node }",
        "api.lab.example.org:6443",
        "leads there to c1"
    )]
    [InlineData(
        "{ host: api.lab.example.org, behind: external }",
        "api.lab.example.org:6443",
        "must lead to port 6443 of c1"
    )]
    [InlineData("192.168.218.100", "192.168.218.100:6443", "must lead to port 6443 of c1")]
    public void Further_control_planes_get_a_key_and_know_of_their_endpoint(
        string endpoint,
        string text,
        string words
    )
    {
        var page = Page(Three, $"controlPlaneEndpoint: {endpoint}");
        Assert.Contains("On c1, the first control plane", page, StringComparison.Ordinal);
        Assert.Contains(Key, page, StringComparison.Ordinal);
        Assert.Contains("On c2, c3, one after the other", page, StringComparison.Ordinal);
        Assert.Contains("On each worker", page, StringComparison.Ordinal);
        Assert.Contains($"endpoint is <code>{text}</code>", page, StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
    }

    // What is filled in by the page's command are the words of the step, each of them.
    [Fact]
    public async Task The_page_fills_in_what_the_step_leaves_open()
    {
        var page = Page(
            Three,
            "controlPlaneEndpoint: { host: api.lab.example.org, behind: external }"
        );
        var step = await File.ReadAllTextAsync(
            Path.Combine(Repository.CloudInit, "steps", "kubeadm-join.yaml"),
            TestContext.Current.CancellationToken
        );
        foreach (var word in (string[])["TOKEN", "HASH", "CERTIFICATE-KEY"])
        {
            Assert.Contains($"PUT-{word}-HERE\"", step, StringComparison.Ordinal);
            Assert.Contains($"s/PUT-{word}-HERE/", page, StringComparison.Ordinal);
        }
        Assert.Contains(Key["upload-certs ".Length..], step, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_one_control_plane_nobody_needs_a_key()
    {
        using var bundles = new TestBundles();
        var page = WebUtility.HtmlDecode(BundlePage.Write(bundles.Plan([])));
        Assert.DoesNotContain("upload-certs", page, StringComparison.Ordinal);
        Assert.DoesNotContain("CERTIFICATE-KEY", page, StringComparison.Ordinal);
        Assert.DoesNotContain("endpoint", page, StringComparison.Ordinal);
        Assert.Contains("On each other node", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disabledSteps: []", "Swap is off on each node")]
    [InlineData("disabledSteps: [swap]", "--ignore-preflight-errors=Swap")]
    public void The_page_says_what_is_to_be_done_about_swap(string line, string words)
    {
        Assert.Contains(
            words,
            Page(Three, "controlPlaneEndpoint: 192.168.218.100", line),
            StringComparison.Ordinal
        );
    }

    private static string Page(params IReadOnlyList<string> lines)
    {
        using var bundles = new TestBundles(lines);
        return WebUtility.HtmlDecode(BundlePage.Write(bundles.Plan([])));
    }
}
