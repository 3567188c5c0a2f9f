using System.Text.RegularExpressions;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>Finds the scalars of a cloud-config that a POSIX shell reads.</summary>
internal static partial class ShellPieces
{
    /// <summary>Keys whose entries are commands (cloud-init, modules Runcmd and Bootcmd).</summary>
    public static readonly IReadOnlyList<string> CommandKeys = ["bootcmd", "runcmd"];

    /// <summary>Entries of <c>runcmd</c> and <c>bootcmd</c> that are text or call <c>sh -c</c>, and scripts for <c>/bin/sh</c>.</summary>
    public static IEnumerable<YamlScalar> Of(YamlMapping userData) =>
        CommandKeys
            .SelectMany(key => Items(userData[key]))
            .Select(Command)
            .Concat(Items(userData["write_files"]).Select(Script))
            .OfType<YamlScalar>();

    /// <summary>The shell in a command of <c>runcmd</c>; null where it has none.</summary>
    public static YamlScalar? Command(YamlNode item) =>
        item switch
        {
            YamlScalar text => text,
            YamlSequence
            {
                Items: [
                    YamlScalar { Text: "sh" or "/bin/sh" },
                    YamlScalar { Text: "-c" },
                    YamlScalar text,
                    ..,
                ]
            } => text,
            _ => null,
        };

    /// <summary>All scalars of a tree; for a template the scalar that it was written as, and whether it is one.</summary>
    public static IEnumerable<(YamlScalar Scalar, bool IsTemplate)> Scalars(YamlNode? node) =>
        node switch
        {
            YamlScalar scalar => [(scalar, false)],
            TemplateScalar template => [(template.Source, true)],
            YamlSequence sequence => sequence.Items.SelectMany(Scalars),
            YamlMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Value)),
            _ => [],
        };

    /// <summary>The items of a list; none where it is no list.</summary>
    public static IReadOnlyList<YamlNode> Items(YamlNode? node) =>
        (node as YamlSequence)?.Items ?? [];

    private static YamlScalar? Script(YamlNode file) =>
        file is YamlMapping mapping
        && mapping["encoding"] is null
        && mapping["content"] is YamlScalar content
        && Shebang().IsMatch(content.Text)
            ? content
            : null;

    [GeneratedRegex(@"\A#! ?(/usr)?/bin/(env )?(da)?sh\s")]
    private static partial Regex Shebang();
}
