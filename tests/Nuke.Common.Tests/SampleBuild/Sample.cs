using System.Diagnostics;
using System.Runtime.InteropServices;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;
using Serilog;

/// <summary>A build with one target for each thing that the tests want to see.</summary>
sealed class Sample : NukeBuild
{
    [Parameter("A text")]
    readonly string Text = "default";

    [Parameter("A switch.")]
    readonly bool Flag;

    [Parameter("A number")]
    readonly int Number = 7;

    [Parameter]
    readonly int? PerhapsNumber;

    [Parameter(
        "How one feels; a sentence that is long enough to be broken by the width of the text of the help."
    )]
    readonly Mood? Mood;

    [Parameter("Some names", Separator = "+")]
    readonly string[] Names = [];

    [Parameter("A directory", Name = "Folder")]
    AbsolutePath? Place { get; }

    [Parameter("A secret")]
    [Secret]
    readonly int Token;

    [Parameter("What Needy needs")]
    readonly string? NodeName;

    Target Restore => _ => _.Executes(() => Console.WriteLine("restored"));

    Target Compile =>
        _ =>
            _.Description("Compiles")
                .DependsOn(Restore)
                .Executes(() => Console.WriteLine("compiled"));

    Target Pack =>
        _ =>
            _.DependsOn(Compile)
                .Triggers(Announce)
                .Executes(() =>
                    ReportSummary(_ => _.AddPair("Packages", 3).AddPair("Size", "1 MB"))
                );

    Target Announce =>
        _ => _.After(Pack).Executes(() => Task.Run(() => Console.WriteLine("announced")));

    Target All => _ => _.DependsOn(Restore, Pack);

    Target Show =>
        _ =>
            _.Executes(() =>
                Console.WriteLine(
                    $"Text={Text} Flag={Flag} Number={Number} PerhapsNumber={PerhapsNumber} Mood={Mood} "
                        + $"Names={string.Join('|', Names)} Folder={Place} Token={Token} Local={IsLocalBuild}"
                )
            );

    Target Maybe =>
        _ =>
            _.DependsOn(Restore)
                .OnlyWhenDynamic(() => Flag)
                .Executes(() => Console.WriteLine("ran"));

    Target Static =>
        _ =>
            _.DependsOn(Restore)
                .OnlyWhenStatic(() => Flag)
                .Executes(() => Console.WriteLine("ran"));

    Target Needy => _ => _.Requires(() => NodeName).Executes(() => Console.WriteLine(NodeName));

    Target Wary => _ => _.Requires(() => Number < 5).Executes(() => { });

    Target Fail =>
        _ => _.Executes(() => throw new FriendlyException("the disk is too small\nit has 1 GiB"));

    Target Bug => _ => _.Executes(() => throw new InvalidOperationException("not now"));

    Target Shaky =>
        _ => _.ProceedAfterFailure().Executes(() => throw new FriendlyException("shaken"));

    Target Later => _ => _.After(Fail, Shaky, Wait).Executes(() => Console.WriteLine("later"));

    Target CleanUp =>
        _ =>
            _.After(Fail, Later, Wait)
                .AssuredAfterFailure()
                .Executes(() => Console.WriteLine("cleaned up"));

    Target Warn =>
        _ =>
            _.Executes(() =>
            {
                Log.Debug("a detail");
                Log.Information("{Count} things", 2);
                Log.Warning("careful with {Name}", "that");
            });

    Target Wait =>
        _ =>
            _.Executes(async () =>
            {
                using var stop = new CancellationTokenSource();
                using var terminated = PosixSignalRegistration.Create(
                    PosixSignal.SIGTERM,
                    _ => stop.Cancel()
                );
                using var interrupted = PosixSignalRegistration.Create(
                    PosixSignal.SIGINT,
                    _ => stop.Cancel()
                );
                Console.WriteLine("waiting");
                try
                {
                    await Task.Delay(Timeout.Infinite, stop.Token);
                }
                finally
                {
                    Console.WriteLine("unwound");
                }
            });

    Target Deaf =>
        _ =>
            _.Executes(() =>
            {
                // With the console's own output it would keep a reader of that waiting.
                using var child = Process.Start(
                    new ProcessStartInfo("sleep", "600") { RedirectStandardOutput = true }
                )!;
                Console.WriteLine($"child {child.Id}");
                child.WaitForExit();
                Thread.Sleep(Timeout.Infinite);
            });

    Target Hidden => _ => _.Unlisted().Executes(() => Console.WriteLine("hidden"));

    /// <summary>Runs the build.</summary>
    public static int Main() => Execute<Sample>(x => x.Compile);
}

/// <summary>An enum for a parameter.</summary>
enum Mood
{
    Glad,
    Sad,
}

/// <summary>An exception that is written for people.</summary>
sealed class FriendlyException(string message) : Exception(message);
