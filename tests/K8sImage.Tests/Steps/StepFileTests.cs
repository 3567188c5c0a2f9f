using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Steps;

public sealed class StepFileTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    public void Dispose() => _library.Dispose();

    [Theory]
    [InlineData("K8S020", "§aftr: [b]")]
    [InlineData("K8S021", "after: §b")]
    [InlineData("K8S021", "user-data: §[a]")]
    [InlineData("K8S021", "checks: [§text]")]
    [InlineData("K8S021", "checks: [{ name: c, run: a, hint: h, timeout: §0 }]")]
    [InlineData("K8S021", "checks: [{ name: c, run: a, hint: h, timeout: §601 }]")]
    [InlineData("K8S022", "checks: [§{ run: a, hint: h }]")]
    [InlineData("K8S022", "checks: [§{ name: c, hint: h }]")]
    [InlineData("K8S022", "checks: [§{ name: c, run: a }]")]
    [InlineData("K8S009", "user-data: { write_files: [{ path: /a, permissions: §0644 }] }")]
    [InlineData("K8S208", "checks: [{ name: §\"a # TODO\", run: a, hint: h }]")]
    [InlineData("K8S208", "checks: [{ name: §\"a\\nb\", run: a, hint: h }]")]
    [InlineData("K8S208", "checks: [{ name: c, run: a, hint: h }, §{ name: c, run: b, hint: h }]")]
    [InlineData("K8S209", "checks: [{ name: c, run: a, prints: b, matches: §c, hint: h }]")]
    public void A_fault_of_a_step_file_is_found_at_its_place(string code, string text) =>
        _library.AssertFinding(code, "a", text);

    [Theory]
    [InlineData("K8S210", "title: a\nstage: §disk\n")]
    [InlineData("K8S022", "§title: a\n")]
    [InlineData("K8S022", "§stage: node\n")]
    [InlineData("K8S021", "§- a\n")]
    public void A_step_needs_a_title_and_a_stage(string code, string text)
    {
        var marked = new Marked(text, "a.yaml");
        _library.File("steps/a", marked.Text).File("roles/control-plane", "title: t\nsteps: []\n");
        _library.TryCompose();
        marked.AssertOnly(code, _library.Findings);
    }

    [Fact]
    public void A_file_that_is_not_named_like_a_step_is_found()
    {
        _library.File("steps/My_Step", "title: a\nstage: node\n").Step("a").TryCompose();
        Assert.Equal("K8S211", Assert.Single(_library.Findings).Code);
    }

    [Fact]
    public void A_directory_of_the_user_adds_to_the_steps_and_replaces_with_a_warning()
    {
        using var project = new TestDirectory();
        using var user = new TestDirectory();
        project.Write("steps/a.yaml", "title: ours\nstage: node\n");
        user.Write("steps/a.yaml", "title: theirs\nstage: node\n");
        user.Write("steps/b.yaml", "title: new\nstage: node\n");
        user.Write("roles/gpu.yaml", "title: new\nsteps: [a, b]\n");
        var findings = new FindingCollection();
        var library = StepLibrary.Read([project.Path, user.Path], path => path, findings);
        Assert.Equal("theirs", library.Steps["a"].Title);
        Assert.Equal(["a", "b"], library.Steps.Keys.Order());
        Assert.Equal(["gpu"], library.Roles.Keys);
        var finding = Assert.Single(findings);
        Assert.Equal(("K8S220", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Equal(user["steps/a.yaml"], finding.Place.File);
    }

    [Fact]
    public void A_directory_that_is_missing_is_found()
    {
        var findings = new FindingCollection();
        StepLibrary.Read(["/nowhere/at/all"], path => path, findings);
        Assert.Equal("K8S240", Assert.Single(findings).Code);
    }

    [Fact]
    public void The_project_s_own_steps_and_roles_have_no_fault_and_every_step_is_used()
    {
        var findings = new FindingCollection();
        var library = StepLibrary.Read([Repository.CloudInit], path => path, findings);
        Assert.Empty(findings);
        Assert.NotEmpty(library.Roles);
        Assert.Equal(
            library.Steps.Keys.Order(),
            library
                .Roles.Values.SelectMany(role => role.Steps)
                .Select(name => name.Text)
                .Append(Composer.GoldenDisk)
                .Distinct()
                .Order()
        );
        // A step without a check proves nothing.
        Assert.DoesNotContain(library.Steps.Values, step => step.Checks.Count == 0);
    }
}
