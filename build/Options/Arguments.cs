using System.Text.Json;

/// <summary>
/// The command line as Nuke reads it: targets, then arguments. A token with a dash in front is an argument, case and dashes in its
/// name don't matter, and what follows up to the next such token are its values.
/// </summary>
internal sealed class Arguments
{
    private readonly List<string> _targets = [];
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <param name="tokens">The command line without the program.</param>
    public Arguments(IEnumerable<string> tokens)
    {
        List<string>? values = null;
        foreach (var token in tokens)
        {
            if (token.StartsWith('-'))
            {
                // Given twice, an option has the values of both: whether it may is OptionCheck's to say.
                if (!_values.TryGetValue(Bare(token), out values))
                {
                    _values[Bare(token)] = values = [];
                }
            }
            else if (values is not null)
            {
                values.Add(token);
            }
            else
            {
                _targets.AddRange(token.Split('+', StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }

    /// <summary>Those of this process.</summary>
    public static Arguments OfProcess() => new(Environment.GetCommandLineArgs().Skip(1));

    /// <summary>The targets that stand before the first argument.</summary>
    public IReadOnlyList<string> Targets => _targets;

    /// <summary>The values behind an option; null where it is not given.</summary>
    public IReadOnlyList<string>? ValuesOf(string option) =>
        _values.GetValueOrDefault(Bare(option));

    /// <summary>What the environment says of an option; null where it says nothing.</summary>
    public static string? Variable(string option) =>
        Environment.GetEnvironmentVariable(VariableName(option));

    /// <summary>The variable of the environment that stands for an option: <c>NUKE_SIGN_WITH</c>.</summary>
    public static string VariableName(string option) =>
        "NUKE_" + option.Replace('-', '_').ToUpperInvariant();

    /// <summary>
    /// The value of an option that takes one: of the command line, else of the environment, else of <c>.nuke/parameters.json</c>; null
    /// where none says one.
    /// </summary>
    public string? Setting(string option) =>
        ValuesOf(option) is { } values
            ? values is [.., var last]
                ? last
                : null
            : Variable(option) ?? OfFile(option);

    // The nearest .nuke above the working directory, or that of --root. What is wrong with the file is said when the build reads it.
    private string? OfFile(string option)
    {
        var root = new DirectoryInfo(
            ValuesOf("root") is [{ Length: > 0 } given] ? given : Environment.CurrentDirectory
        );
        while (root is not null && !Directory.Exists(Path.Combine(root.FullName, ".nuke")))
        {
            root = root.Parent;
        }
        var file = Path.Combine(root?.FullName ?? ".", ".nuke", "parameters.json");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return
                document
                    .RootElement.EnumerateObject()
                    .FirstOrDefault(property => AreSame(property.Name, option))
                    .Value
                    is { ValueKind: JsonValueKind.String } value
                ? value.GetString()
                : null;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or InvalidOperationException
            )
        {
            return null;
        }
    }

    /// <summary>Whether two names are one.</summary>
    public static bool AreSame(string one, string other) =>
        string.Equals(Bare(one), Bare(other), StringComparison.Ordinal);

    private static string Bare(string name) =>
        name.Replace("-", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .ToLowerInvariant();
}
