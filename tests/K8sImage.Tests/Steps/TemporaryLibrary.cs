using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Steps;

/// <summary>Steps and roles of a test, and what becomes of them in the smallest cluster.</summary>
public sealed class TemporaryLibrary : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly List<string> _steps = [];

    /// <summary>What was found.</summary>
    public FindingCollection Findings { get; } = [];

    public void Dispose() => _directory.Dispose();

    /// <summary>Adds a step to the library and to the role control-plane.</summary>
    public TemporaryLibrary Step(string name, string text = "")
    {
        _steps.Add(name);
        return File($"steps/{name}", $"title: {name}\nstage: node\n{text}");
    }

    /// <summary>Adds a file without its ending.</summary>
    public TemporaryLibrary File(string name, string text)
    {
        _directory.Write($"{name}.yaml", text);
        return this;
    }

    /// <summary>Composes the cluster's first node.</summary>
    /// <param name="cluster">Lines that replace those of the smallest cluster file.</param>
    /// <returns>The node; null if its cluster or library is wrong.</returns>
    public NodeConfiguration? TryCompose(params string[] cluster)
    {
        if (!System.IO.File.Exists(_directory["roles/control-plane.yaml"]))
        {
            File("roles/control-plane", $"title: t\nsteps: [{string.Join(", ", _steps)}]\n");
        }
        var library = StepLibrary.Read([_directory.Path], Path.GetFileName, Findings);
        var read = ClusterText.Read(ClusterText.With(cluster), Findings);
        if (read is null || Findings.HasErrors)
        {
            return null;
        }
        var composer = new Composer(read, library, Findings);
        return Findings.HasErrors ? null : composer.Compose(read.Nodes[0]);
    }

    /// <summary>The same where nothing may be wrong.</summary>
    public NodeConfiguration Compose(params string[] cluster)
    {
        var node = TryCompose(cluster);
        Assert.Empty(Findings);
        return node!;
    }

    /// <summary>Fails the test unless composing finds one thing, at the § in the text of the last step.</summary>
    internal Finding AssertFinding(string code, string step, string text, params string[] cluster)
    {
        var marked = new Marked($"title: {step}\nstage: node\n{text}", $"{step}.yaml");
        _steps.Add(step);
        File($"steps/{step}", marked.Text);
        TryCompose(cluster);
        return marked.AssertOnly(code, Findings);
    }

    /// <summary>A document as a person would write it, places aside.</summary>
    public static string Shown(YamlNode node)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        YamlWriter.Write(node, buffer);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
