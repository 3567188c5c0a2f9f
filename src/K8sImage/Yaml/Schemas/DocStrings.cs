using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace K8sImage.Yaml.Schemas;

/// <summary>The docstrings of a type's properties, out of the documentation file that the compiler writes beside the assembly.</summary>
internal static partial class DocStrings
{
    private static readonly Lazy<Dictionary<string, string>> Members = new(() =>
        XDocument
            .Load(Path.ChangeExtension(typeof(DocStrings).Assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(
                member => member.Attribute("name")!.Value,
                member => Text(member.Element("summary")!)
            )
    );

    /// <summary>What the docstring of a property says to somebody who writes the file.</summary>
    /// <typeparam name="T">The type that has the property.</typeparam>
    /// <param name="property">Name of the property.</param>
    /// <exception cref="KeyNotFoundException">The property has no docstring.</exception>
    public static string Of<T>(string property) =>
        Members.Value[$"P:{typeof(T).FullName}.{property}"];

    private static string Text(XElement summary) =>
        // What is null to a program is an absent key to a person.
        Null()
            .Replace(Space().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim(), "");

    private static string Text(XNode node) =>
        node switch
        {
            XElement element when element.Attribute("cref") is { } reference => reference.Value[
                (reference.Value.LastIndexOf('.') + 1)..
            ],
            XElement element => element.Value,
            _ => node.ToString(),
        };

    [GeneratedRegex(@"; null [^.;]*")]
    private static partial Regex Null();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
