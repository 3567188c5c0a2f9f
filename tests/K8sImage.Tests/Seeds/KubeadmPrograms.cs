using K8sImage.Packing;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>The kubeadm of each release that can be had here.</summary>
public sealed class KubeadmPrograms : IAsyncLifetime
{
    private ProgramDirectory? _source;
    private string _programs = "";

    public async ValueTask InitializeAsync()
    {
        _source = ProgramDirectory.Find(told: null, Repository.Root);
        if (_source is not null && OperatingSystem.IsLinux())
        {
            _programs = await ProgramCache
                .OfUser()
                .GetAsync(
                    _source,
                    line => TestContext.Current.SendDiagnosticMessage(line),
                    TestContext.Current.CancellationToken
                );
        }
    }

    /// <summary>
    /// Has kubeadm read a file, without a way to any server. Skips the test where there is no such kubeadm.
    /// </summary>
    public Task<ToolOutput> ValidateAsync(string release, string file)
    {
        return ExternalTool.Run(
            "env",
            "-i",
            "HTTPS_PROXY=http://127.0.0.1:9",
            Locate(release),
            "config",
            "validate",
            "--config",
            file
        );
    }

    /// <summary>
    /// Has kubeadm look at this machine as it does before it makes a node of it, with no program in its path. It changes nothing. Skips
    /// the test where there is no such kubeadm.
    /// </summary>
    public Task<ToolOutput> PreflightAsync(string release, string file) =>
        ExternalTool.Run(
            "env",
            "-i",
            "HTTPS_PROXY=http://127.0.0.1:9",
            "PATH=/nonexistent",
            Locate(release),
            "init",
            "phase",
            "preflight",
            "--config",
            file
        );

    /// <summary>Skips the test where there is no such kubeadm.</summary>
    public string Locate(string release)
    {
        var path = $"v{release}/kubeadm";
        if (_source is null)
        {
            Assert.Skip(
                $"no kubeadm {release}: {ProgramDirectory.Variable} names no directory of Kubernetes' programs"
            );
        }
        if (!_source.Sums.ContainsKey(path))
        {
            Assert.Skip($"no kubeadm {release} in {_source.Path}");
        }
        return Path.Combine(_programs, path);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
