using Nuke.Common.Execution;

namespace Nuke.Common.Tests;

public sealed class PlannerTests
{
    [Fact]
    public void Targets_that_wait_for_each_other_are_named()
    {
        var (a, b, c) = (New("A"), New("B"), New("C"));
        a.Dependencies.Add(b);
        b.RunsAfter.Add(c);
        c.Dependencies.Add(b);
        var error = Assert.Throws<BuildError>(() => ExecutionPlanner.Plan([a, b, c], ["A"]));
        Assert.Equal("Targets wait for each other: B -> C -> B", error.Message);
    }

    [Fact]
    public void A_trigger_brings_its_own_dependencies_and_triggers()
    {
        var (build, publish, sign, announce) = (
            New("Build"),
            New("Publish"),
            New("Sign"),
            New("Announce")
        );
        build.Triggers.Add(publish);
        publish.RunsAfter.Add(build);
        publish.Dependencies.Add(sign);
        sign.Triggers.Add(announce);
        announce.RunsAfter.Add(sign);
        Assert.Equal(
            ["Build", "Sign", "Publish", "Announce"],
            Plan([announce, sign, publish, build], "Build")
        );
    }

    [Fact]
    public void Order_alone_brings_nothing_into_the_plan()
    {
        var (first, last) = (New("First"), New("Last"));
        last.RunsAfter.Add(first);
        Assert.Equal(["Last"], Plan([first, last], "Last"));
        Assert.Equal(["First", "Last"], Plan([first, last], "Last", "First"));
    }

    private static ExecutableTarget New(string name) => new(name, isDefault: false);

    private static IEnumerable<string> Plan(
        IReadOnlyList<ExecutableTarget> targets,
        params string[] invoked
    ) => ExecutionPlanner.Plan(targets, invoked).Select(target => target.Name);
}
