using Nuke.Common;

/// <summary>What a user and CI call. Each concern has a file of its own, Build.*.cs.</summary>
internal sealed partial class Build : NukeBuild
{
    /// <summary>Runs the targets that the command line names.</summary>
    public static int Main()
    {
        var arguments = Arguments.OfProcess();
        if (TargetHelp.Print(new Build(), arguments))
        {
            return 0;
        }
        StandardOutput.LeaveToDocument(arguments);
        return Execute<Build>(build => build.BakeImages);
    }

    /// <summary>Refuses options that nothing reads or that no target could work with.</summary>
    /// <exception cref="FindingsShownException">There is such an option; all of them are said already.</exception>
    protected override void OnBuildInitialized() =>
        FindingPrinter.Run(findings =>
            OptionCheck.Check(
                this,
                Arguments.OfProcess(),
                [.. ScheduledTargets.Select(target => target.Name)],
                findings
            )
        );
}
