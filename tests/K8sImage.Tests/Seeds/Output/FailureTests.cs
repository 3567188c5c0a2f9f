using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Seeds.Output;

/// <summary>A bake that can't be done leaves what was there byte for byte.</summary>
public sealed class FailureTests : IDisposable
{
    private const string Berlin = "time: { zone: Europe/Berlin }";

    private readonly Bakery _bakery = new();

    public void Dispose() => _bakery.Dispose();

    [Fact]
    public void A_bake_with_findings_leaves_the_old()
    {
        _bakery.Bake();
        var before = _bakery.Snapshot();
        // The second node's role does not exist, which the composer finds before anything is written.
        var failure = Assert.Throws<FindingException>(() =>
            _bakery.Bake(
                Berlin,
                "nodes: [{ name: n1, role: control-plane, address: 192.168.218.10 }, { name: n2, role: none, address: 192.168.218.11 }]"
            )
        );
        Assert.Equal("K8S201", Assert.Single(failure.Findings).Code);
        Assert.Equal(before, _bakery.Snapshot());
    }

    [Fact]
    public void A_bake_that_can_not_write_leaves_the_old_and_says_why()
    {
        _bakery.Bake();
        var before = _bakery.Snapshot();
        // A file where this process would make its directory: root may write anywhere else.
        var obstacle = Path.Combine(_bakery.Root, $".lab.tmp-{Environment.ProcessId}");
        File.WriteAllText(obstacle, "");
        var failure = Assert.Throws<FindingException>(() => _bakery.Bake(Berlin));
        Assert.Equal("K8S302", Assert.Single(failure.Findings).Code);
        File.Delete(obstacle);
        Assert.Equal(before, _bakery.Snapshot());
    }

    [Fact]
    public void An_output_that_is_a_file_is_a_finding()
    {
        File.WriteAllText(_bakery.Root, "");
        var failure = Assert.Throws<FindingException>(() => _bakery.Bake());
        Assert.Equal("K8S302", Assert.Single(failure.Findings).Code);
    }

    [Fact]
    public void The_second_of_two_bakes_at_once_fails_in_words_and_the_first_goes_on()
    {
        FindingException? failure = null;
        var first = _bakery.Bake(
            [],
            new Progress(() =>
                failure = Assert.Throws<FindingException>(() => _bakery.Bake(Berlin))
            )
        );
        var finding = Assert.Single(failure!.Findings);
        Assert.Equal("K8S301", finding.Code);
        Assert.Equal("another bake is writing here", finding.Message);
        Assert.True(first.IsRewritten);
        Assert.False(_bakery.Bake().IsRewritten);
    }

    [Fact]
    public void What_a_killed_bake_left_is_swept_and_other_clusters_are_not()
    {
        _bakery.Bake();
        var left = Directory
            .CreateDirectory(Path.Combine(_bakery.Root, ".lab.tmp-1", "n1"))
            .Parent!;
        var other = Directory.CreateDirectory(Path.Combine(_bakery.Root, ".lab2.tmp-1"));
        File.WriteAllText(Path.Combine(left.FullName, "n1", "seed.iso"), "half");
        Assert.False(_bakery.Bake().IsRewritten);
        Assert.False(Directory.Exists(left.FullName));
        Assert.True(other.Exists);
    }

    [Fact]
    public void What_a_killed_bake_had_moved_aside_comes_back()
    {
        _bakery.Bake();
        var before = _bakery.Snapshot();
        // Where names can't be exchanged there is a moment with the old directory aside and nothing in its place.
        Directory.Move(_bakery.Target, Path.Combine(_bakery.Root, ".lab.tmp-old"));
        Assert.False(_bakery.Bake().IsRewritten);
        Assert.Equal(before, _bakery.Snapshot());
    }

    private sealed class Progress(Action action) : IProgress<string>
    {
        public void Report(string value) => action();
    }
}
