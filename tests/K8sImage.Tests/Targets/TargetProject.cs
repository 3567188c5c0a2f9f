using K8sImage.Files;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Files;
using K8sImage.Tests.Seeds.Output;
using K8sImage.Tests.Tools;

namespace K8sImage.Tests.Targets;

/// <summary>A project and a cache of their own, in which targets run as a user starts them. Paths are relative to both.</summary>
internal sealed class TargetProject : IDisposable
{
    /// <summary>Where the project is.</summary>
    public const string Home = "project/";

    /// <summary>Where its outputs are.</summary>
    public const string Artifacts = Home + "artifacts/";

    /// <summary>Where the cache is.</summary>
    public const string Cache = "cache/k8simage/";

    private const string Lab = Home + "images/clusters/lab.yaml";

    // Many times what any of them takes, on a machine that has much else to do, too.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TestDirectory _directory = new();

    public TargetProject()
    {
        Directory.CreateDirectory(this[Home + ".nuke"]);
        foreach (var directory in (string[])["images", "cloud-init"])
        {
            CopyOf(directory);
        }
        Write(
            Lab,
            ClusterText.With(
                "base: debian-13-local",
                "packages: { mirror: 'http://mirror.example.org/debian/' }"
            )
        );
        // Nothing is installed by a test, whatever this machine lacks.
        Write(
            "bin/dpkg-query",
            """
            #!/bin/sh
            case $3 in *Version*) state=1~bpo ;; *) state=installed ;; esac
            shift 3
            for package; do echo "$package $state"; done
            """
        );
        File.SetUnixFileMode(
            this["bin/dpkg-query"],
            UnixFileMode.UserRead | UnixFileMode.UserExecute
        );
    }

    public string ClusterFile => this[Lab];

    public string this[string path] => _directory[path];

    public void Write(string path, string text) => _directory.Write(path, text);

    /// <summary>Writes files as an earlier run would have, with their record.</summary>
    public void Own(string directory, params IReadOnlyList<string> files)
    {
        using var output = OwnedOutput.Open(
            Path.GetDirectoryName(this[directory])!,
            Path.GetFileName(directory),
            owner: null
        );
        output.Claim(files);
        foreach (var file in files)
        {
            Write($"{directory}/{file}", "ours");
        }
    }

    public void Plant(string path, string what) => Planted.At(this[path], what, this["elsewhere"]);

    /// <summary>All that is there.</summary>
    public Dictionary<string, string> Snapshot() => Planted.Snapshot(_directory.Path);

    /// <summary>Runs a target in the project. One that goes on where it should have stopped is ended.</summary>
    /// <param name="command">The target and its arguments, with blanks between them.</param>
    public async Task<ToolOutput> RunAsync(string command)
    {
        using var running = BuildProcess.StartIn(
            this[Home].TrimEnd('/'),
            command.Split(' '),
            ("XDG_CACHE_HOME", this["cache"]),
            ("PATH", $"{this["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")
        );
        await using var limit = new Timer(
            _ => running.Kill(entireProcessTree: true),
            state: null,
            Patience,
            Timeout.InfiniteTimeSpan
        );
        return await running.End();
    }

    public void Dispose() => _directory.Dispose();

    private void CopyOf(string directory)
    {
        var source = Path.Combine(Repository.Root, directory);
        foreach (var entry in FileTree.Below(source))
        {
            var target = this[$"{Home}{directory}/{entry.Path}"];
            if (entry.Kind == EntryKind.Directory)
            {
                Directory.CreateDirectory(target);
            }
            else
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(source, entry.Path), target);
            }
        }
    }
}
