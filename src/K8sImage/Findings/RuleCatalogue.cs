using System.Reflection;

namespace K8sImage.Findings;

/// <summary>All rules of the library: the static fields of the rooms' <c>*Rules</c> classes.</summary>
public static class RuleCatalogue
{
    private static readonly Lazy<Dictionary<string, Rule>> Rules = new(() =>
        Of(typeof(RuleCatalogue).Assembly).ToDictionary(rule => rule.Code, StringComparer.Ordinal)
    );

    /// <summary>The rules, sorted by code.</summary>
    public static IEnumerable<Rule> All => Rules.Value.Values;

    /// <summary>The rule of a code; null where the library has none, as for the rules of the build itself.</summary>
    public static Rule? Find(string code) => Rules.Value.GetValueOrDefault(code);

    /// <summary>The rules of an assembly, sorted by code.</summary>
    public static IReadOnlyList<Rule> Of(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal))
                .SelectMany(type =>
                    type.GetFields(
                        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
                    )
                )
                .Where(field => field.FieldType == typeof(Rule))
                .Select(field => (Rule)field.GetValue(null)!)
                .OrderBy(rule => rule.Code, StringComparer.Ordinal),
        ];
}
