using System.Globalization;
using System.Numerics;
using System.Text.Json;
using K8sImage.Yaml;

namespace K8sImage.Tests.Yaml;

/// <summary>A tree as JSON in which each value names its type, so that nothing that differs looks alike.</summary>
internal static class TaggedTree
{
    public static string Of(YamlNode node) => JsonSerializer.Serialize(Tagged(node));

    private static object[] Tagged(YamlNode node) =>
        node switch
        {
            YamlMapping mapping =>
            [
                "map",
                .. mapping.Entries.Select(entry =>
                    new[] { Tagged(entry.Key), Tagged(entry.Value) }
                ),
            ],
            YamlSequence sequence => ["seq", .. sequence.Items.Select(Tagged)],
            YamlScalar scalar => Tagged(scalar),
            _ => throw new ArgumentException(node.KindName),
        };

    private static object[] Tagged(YamlScalar scalar) =>
        scalar.Kind switch
        {
            ScalarKind.Null => ["null"],
            ScalarKind.Boolean => ["bool", bool.Parse(scalar.Text)],
            ScalarKind.Integer =>
            [
                "int",
                BigInteger
                    .Parse(scalar.Text, CultureInfo.InvariantCulture)
                    .ToString(CultureInfo.InvariantCulture),
            ],
            ScalarKind.Float =>
            [
                "float",
                BitConverter
                    .DoubleToUInt64Bits(double.Parse(scalar.Text, CultureInfo.InvariantCulture))
                    .ToString("x16", CultureInfo.InvariantCulture),
            ],
            _ => ["str", scalar.Text],
        };
}
