using K8sImage.Tests.Tools;

namespace K8sImage.Tests.HandOver;

/// <summary>Stand-ins for programs that make machines, which are not to be had here: each writes down what it was told.</summary>
internal sealed class StandIns
{
    private readonly TestDirectory _directory;

    public StandIns(TestDirectory directory)
    {
        _directory = directory;
        // It copies; what a disk's format is does not matter here.
        Write("qemu-img", "if [ \"$1\" = convert ]; then shift $(($# - 2)); cp \"$1\" \"$2\"; fi");
        foreach (var name in (string[])["qemu-system-x86_64", "VBoxManage", "virt-install", "qm"])
        {
            Write(name, "");
        }
    }

    /// <summary>The user's home directory.</summary>
    public string Home => _directory["home"];

    /// <summary>Where disks lie if nothing is said.</summary>
    public string Disks => Path.Combine(Home, ".local/share/k8simage/lab");

    /// <summary>What the programs were told since it was last asked.</summary>
    public string[] Calls()
    {
        var path = _directory["calls"];
        string[] calls = File.Exists(path) ? File.ReadAllLines(path) : [];
        File.Delete(path);
        return calls;
    }

    /// <summary>Puts a stand-in into the place of a program.</summary>
    /// <param name="program">Name of the program.</param>
    /// <param name="does">Shell that it runs when it has written down what it was told.</param>
    public void Write(string program, string does) =>
        File.SetUnixFileMode(
            _directory.Write(
                $"bin/{program}",
                $"#!/bin/sh\n# A stand-in for {program}.\necho \"{program} $*\" >>'{_directory["calls"]}'\n{does}\n"
            ),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );

    /// <summary>Runs a script of a bundle.</summary>
    public Task<ToolOutput> RunAsync(string script, params IReadOnlyList<string> arguments) =>
        ExternalTool.Run(
            "env",
            [
                "-i",
                $"HOME={Home}",
                $"PATH={_directory["bin"]}:/usr/bin:/bin",
                "sh",
                script,
                .. arguments,
            ]
        );
}
