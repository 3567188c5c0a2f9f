using K8sImage.Files;
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
        // A directory where the manifest will be written: root may write anywhere else.
        var obstacle = new Progress(() =>
            Directory.CreateDirectory(Path.Combine(Staging().Single(), "lab", "manifest.json"))
        );
        var failure = Assert.Throws<FindingException>(() => _bakery.Bake([], obstacle, Berlin));
        Assert.Equal("K8S302", Assert.Single(failure.Findings).Code);
        Assert.Empty(Staging());
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
        Assert.Equal("another run is writing here", finding.Message);
        Assert.True(first.IsRewritten);
        Assert.False(_bakery.Bake().IsRewritten);
    }

    [Fact]
    public void What_a_killed_bake_left_is_swept_and_other_clusters_are_not()
    {
        _bakery.Bake();
        var left = Left("lab");
        var other = Left("lab2");
        // What only has such a name may be anyone's.
        var named = Directory.CreateDirectory(
            Path.Combine(_bakery.Root, ".lab.tmp-999999999-1-00000000")
        );
        Directory.CreateDirectory(Path.Combine(left, "lab", "n1"));
        File.WriteAllText(Path.Combine(left, "lab", "n1", "seed.iso"), "half");
        Assert.False(_bakery.Bake().IsRewritten);
        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(other));
        Assert.True(named.Exists);
    }

    [Fact]
    public void What_a_killed_bake_had_moved_aside_comes_back()
    {
        _bakery.Bake();
        var before = _bakery.Snapshot();
        // Where names can't be exchanged there is a moment with the old directory aside and nothing in its place.
        Directory.Move(_bakery.Target, Path.Combine(Left("lab"), "old-lab"));
        Assert.False(_bakery.Bake().IsRewritten);
        Assert.Equal(before, _bakery.Snapshot());
    }

    private string[] Staging() => Directory.GetDirectories(_bakery.Root, ".lab.tmp-*");

    // The directory of a process that is gone.
    private string Left(string cluster)
    {
        var left = Path.Combine(_bakery.Root, $".{cluster}.tmp-999999999-1-0123abcd");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, TemporaryDirectory.LockName), "");
        return left;
    }

    private sealed class Progress(Action action) : IProgress<string>
    {
        public void Report(string value) => action();
    }
}
