using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Steps;

public sealed class OrderTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Steps_come_in_the_order_of_their_role_unless_they_wait()
    {
        AssertOrder(
            "c b a e d f",
            _library
                .Step("a", "after: [b]")
                .Step("b", "needs: [c]")
                .Step("c")
                .Step("d", "after: [e, elsewhere]")
                .Step("e")
                .Step("f")
                .File("steps/elsewhere", "title: of another role\nstage: node\n")
        );
    }

    [Fact]
    public void A_step_that_waits_for_nothing_stays_before_what_the_role_names_later() =>
        AssertOrder("a b c", _library.Step("a").Step("b", "after: [a]").Step("c"));

    [Fact]
    public void A_step_that_is_named_twice_comes_once()
    {
        _library.Step("a").File("roles/control-plane", "title: t\nsteps: [a, a]\n");
        Assert.Equal(["a"], _library.TryCompose()!.Steps.Select(step => step.Name));
        Assert.Equal("K8S224", Assert.Single(_library.Findings).Code);
    }

    [Fact]
    public void A_step_that_is_off_is_left_out_and_nobody_waits_for_it() =>
        AssertOrder(
            "a c",
            _library.Step("a", "after: [b]").Step("b").Step("c"),
            "disabledSteps: [b]"
        );

    [Theory]
    [InlineData("after: [b]", "after: [a]", "a after b after a")]
    [InlineData("needs: [b]", "after: [a]", "a after b after a")]
    [InlineData("after: [a]", "", "a after a")]
    public void A_circle_is_found_once(string a, string b, string path)
    {
        _library.Step("first", "after: [a]").Step("a", a).Step("b", b).TryCompose();
        var finding = Assert.Single(_library.Findings);
        Assert.Equal(
            ("K8S203", $"a.yaml:3:{a.IndexOf('[') + 2}"),
            (finding.Code, finding.Place.ToString())
        );
        Assert.EndsWith(path, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_whose_need_is_off_is_found_where_it_is_turned_off()
    {
        _library.Step("a", "needs: [b]").Step("b");
        var finding = Only("K8S204", "disabledSteps: [b]");
        Assert.Equal(new Place("lab.yaml", 5, 17), finding.Place);
        Assert.Contains("a needs b", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_whose_need_is_not_in_the_role_is_found()
    {
        _library
            .Step("a", "needs: [b]")
            .Step("b")
            .File("roles/control-plane", "title: t\nsteps: [a]\n");
        Assert.Equal(new Place("control-plane.yaml", 2, 9), Only("K8S204").Place);
    }

    [Fact]
    public void A_need_that_is_no_step_is_found_with_the_nearest()
    {
        _library.Step("kernel-modules");
        var finding = _library.AssertFinding("K8S202", "b", "needs: [§kernel-module]");
        Assert.Equal("did you mean 'kernel-modules'?", finding.Hint);
    }

    [Fact]
    public void A_role_that_names_no_step_is_found_with_the_nearest()
    {
        _library.Step("swap").File("roles/control-plane", "title: t\nsteps:\n  - swapp\n");
        var finding = Only("K8S202");
        Assert.Equal(new Place("control-plane.yaml", 3, 5), finding.Place);
        Assert.Equal("did you mean 'swap'?", finding.Hint);
    }

    [Fact]
    public void A_disabled_step_that_is_none_is_found_with_the_nearest()
    {
        _library.Step("swap");
        var finding = Only("K8S202", "disabledSteps: [swp]");
        Assert.Equal(new Place("lab.yaml", 5, 17), finding.Place);
        Assert.Equal("did you mean 'swap'?", finding.Hint);
    }

    [Fact]
    public void A_role_without_a_file_is_found_at_the_node()
    {
        _library.Step("a");
        var finding = Only(
            "K8S201",
            "nodes: [{ name: a, role: control-plane, address: 192.168.218.10 }, { name: b, role: wrker, address: 192.168.218.11 }]"
        );
        Assert.Equal(new Place("lab.yaml", 4, 85), finding.Place);
    }

    [Fact]
    public void A_role_of_extra_user_data_without_a_file_is_found()
    {
        _library.Step("a");
        Assert.Equal(5, Only("K8S201", "roles: { wrker: { extraUserData: { a: 1 } } }").Place.Line);
    }

    private Finding Only(string code, params string[] cluster)
    {
        _library.TryCompose(cluster);
        var finding = Assert.Single(_library.Findings);
        Assert.Equal(code, finding.Code);
        return finding;
    }

    private static void AssertOrder(
        string names,
        TemporaryLibrary library,
        params string[] cluster
    ) =>
        Assert.Equal(
            names,
            string.Join(' ', library.Compose(cluster).Steps.Select(step => step.Name))
        );
}
