namespace Nuke.Common.Output;

/// <summary>How an exception is shown.</summary>
internal static class ErrorText
{
    /// <summary>
    /// Its message. The type stands before it only where it is the runtime's: "Object reference not set" needs it, an
    /// exception that was written for people doesn't.
    /// </summary>
    public static string Of(Exception error)
    {
        var type = error.GetType();
        var isOfRuntime =
            type != typeof(Exception)
            && type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;
        return isOfRuntime ? $"{type.Name}: {error.Message}" : error.Message;
    }

    /// <summary>With the stack where the user asked for everything.</summary>
    public static IEnumerable<Line> Lines(Exception error) =>
        [new(NukeBuild.Verbosity == Verbosity.Verbose ? error.ToString() : Of(error), Tone.Bad)];
}
