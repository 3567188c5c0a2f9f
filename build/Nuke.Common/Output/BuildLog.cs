using System.Globalization;
using Nuke.Common.Execution;
using Serilog;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>
/// Where Serilog's static log goes during a build, as in Nuke: to the console, and warnings and errors once more into
/// the block at the end.
/// </summary>
internal sealed class BuildLog : ILogger
{
    private readonly Lock _lock = new();
    private readonly List<Line> _toRepeat = [];

    /// <summary>The target that speaks.</summary>
    public ExecutableTarget? Running { get; set; }

    /// <summary>Takes Serilog's log. Its own logger would cost a fifth of a short run to set up.</summary>
    public void Start() => Log.Logger = this;

    public void Write(LogEvent logEvent)
    {
        var message = logEvent.RenderMessage(CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (logEvent.Level >= LogEventLevel.Warning)
            {
                Remember(logEvent.Level, message);
            }
            if (logEvent.Level >= Threshold)
            {
                var time = logEvent.Timestamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                var line = new Line(
                    $"{time} [{Tag(logEvent.Level)}] {message}",
                    ToneOf(logEvent.Level)
                );
                BuildConsole.Write(
                    logEvent.Exception is { } error ? [line, .. ErrorText.Lines(error)] : [line]
                );
            }
        }
    }

    /// <summary>
    /// An exception that a target threw. It speaks for itself: its text, and no more; with <c>--verbosity verbose</c> its stack.
    /// </summary>
    public void Failed(Exception error)
    {
        lock (_lock)
        {
            Remember(LogEventLevel.Error, ErrorText.Of(error).Split('\n')[0].TrimEnd());
            BuildConsole.Write(ErrorText.Lines(error));
        }
    }

    /// <summary>The block "Errors &amp; Warnings"; empty where there were none.</summary>
    public IEnumerable<Line> ErrorsAndWarnings()
    {
        lock (_lock)
        {
            return _toRepeat.Count == 0 ? [] : [.. Block.Lines("Errors & Warnings"), .. _toRepeat];
        }
    }

    private static LogEventLevel Threshold =>
        NukeBuild.Verbosity switch
        {
            Verbosity.Verbose => LogEventLevel.Verbose,
            Verbosity.Normal => LogEventLevel.Debug,
            Verbosity.Minimal => LogEventLevel.Warning,
            _ => LogEventLevel.Error,
        };

    private void Remember(LogEventLevel level, string message) =>
        _toRepeat.Add(
            new(
                $"[{Tag(level)}] {(Running is null ? "" : Running.Name + ": ")}{message}",
                ToneOf(level)
            )
        );

    private static string Tag(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose => "VRB",
            LogEventLevel.Debug => "DBG",
            LogEventLevel.Information => "INF",
            LogEventLevel.Warning => "WRN",
            LogEventLevel.Error => "ERR",
            _ => "FTL",
        };

    private static Tone ToneOf(LogEventLevel level) =>
        level >= LogEventLevel.Error ? Tone.Bad
        : level == LogEventLevel.Warning ? Tone.Warning
        : Tone.Plain;
}
