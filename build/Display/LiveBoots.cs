using K8sImage.Verification;
using Serilog;
using Spectre.Console;

/// <summary>
/// Shows how far the boots are: on a terminal a table that changes in place and goes when all is over, elsewhere a line
/// for each stage.
/// </summary>
internal static class LiveBoots
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    // A terminal that can't move its cursor, a job's log, a person who wants no colours: lines serve them better.
    private static bool HasTerminal =>
        !Console.IsOutputRedirected
        && AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true }
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        && IsUnset("NO_COLOR")
        && IsUnset("CI");

    /// <summary>Runs the boots and shows them.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="boots">How many boots each node must pass.</param>
    /// <param name="run">Does the work; what it logs must not get into the table.</param>
    public static async Task<T> ShowAsync<T>(
        IReadOnlyList<NodeUnderTest> nodes,
        int boots,
        Func<ILogger, IProgress<NodeProgress>, Task<T>> run
    )
    {
        if (!HasTerminal)
        {
            return await run(Log.Logger, new BootLines());
        }
        var table = new LiveTable([.. nodes.Select(node => node.Name)], boots);
        // A second Ctrl-C ends the process without unwinding.
        AppDomain.CurrentDomain.ProcessExit += ShowCursor;
        try
        {
            return await AnsiConsole
                .Live(table.Draw())
                .AutoClear(true)
                .StartAsync(async live =>
                {
                    var work = run(Serilog.Core.Logger.None, table);
                    // The time goes on though a guest says nothing.
                    while (await Task.WhenAny(work, Task.Delay(Tick)) != work)
                    {
                        live.UpdateTarget(table.Draw());
                    }
                    return await work;
                });
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= ShowCursor;
        }
    }

    private static void ShowCursor(object? sender, EventArgs e) => AnsiConsole.Cursor.Show();

    private static bool IsUnset(string name) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}
