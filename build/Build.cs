using Nuke.Common;

/// <summary>What a user and CI call. Each concern has a file of its own, Build.*.cs.</summary>
internal sealed partial class Build : NukeBuild
{
    /// <summary>Runs the targets that the command line names.</summary>
    public static int Main()
    {
        StandardOutput.LeaveToDocument(Environment.GetCommandLineArgs());
        return Execute<Build>(build => build.BakeImages);
    }
}
