using System.Globalization;
using System.Xml.Linq;

/// <summary>How many tests did what.</summary>
internal sealed record TestTotals(int Passed, int Failed, int Skipped)
{
    /// <summary>Reads the results of one test assembly (xunit.net, v2+ XML format).</summary>
    public static TestTotals Read(string path)
    {
        var assembly =
            XDocument.Load(path).Root?.Element("assembly")
            ?? throw new InvalidDataException($"{path} holds no results");
        return new TestTotals(
            Number(assembly, "passed"),
            // An error outside of a test, in a fixture's clean-up for example, fails the run as well.
            Number(assembly, "failed") + Number(assembly, "errors"),
            Number(assembly, "skipped") + Number(assembly, "not-run")
        );
    }

    /// <summary>The sum of two.</summary>
    public static TestTotals operator +(TestTotals a, TestTotals b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    /// <inheritdoc/>
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    private static int Number(XElement element, string attribute) =>
        int.Parse(element.Attribute(attribute)?.Value ?? "0", CultureInfo.InvariantCulture);
}
