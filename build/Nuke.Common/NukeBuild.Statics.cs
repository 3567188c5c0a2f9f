using Nuke.Common.CI;
using Nuke.Common.IO;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>The nearest parent of the working directory that holds <c>.nuke/</c>, or what <c>--root</c> says.</summary>
    public static AbsolutePath RootDirectory { get; internal set; } = null!;

    /// <summary><c>.nuke/temp</c> below the root; it exists.</summary>
    public static AbsolutePath TemporaryDirectory =>
        (RootDirectory / ".nuke" / "temp").CreateDirectory();

    /// <summary>The directory of the build's project file, if it lies above the running assembly.</summary>
    public static AbsolutePath? BuildProjectDirectory
    {
        get
        {
            AbsolutePath? directory = AppContext.BaseDirectory;
            while (directory is not null && !Directory.EnumerateFiles(directory, "*.csproj").Any())
            {
                directory = directory.Parent;
            }
            return directory;
        }
    }

    /// <summary>Where the build runs.</summary>
    public static Host Host { get; set; } = new Terminal();

    /// <summary>How much the build says.</summary>
    public static Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <summary>Not on a build server.</summary>
    public static bool IsLocalBuild => !IsServerBuild;

    /// <summary>On a build server.</summary>
    public static bool IsServerBuild => Host is IBuildServer;
}
