using System.Globalization;
using System.Text;
using System.Xml;
using K8sImage.Findings;

namespace K8sImage.Reports;

/// <summary>
/// A run in the XML of JUnit, as Jenkins, GitLab and GitHub's report actions read it: a suite for each planned boot, a
/// case for each check. A check that did not run is an error, a step that is off is skipped.
/// </summary>
public static class JUnitReport
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "junit.xml";

    /// <summary>Writes a run.</summary>
    public static string Write(VerificationRun run)
    {
        var suites = run.Judged.SelectMany(node => Suites(run, node)).ToArray();
        using var text = new Utf8Text();
        using (
            var xml = XmlWriter.Create(
                text,
                new XmlWriterSettings { Indent = true, NewLineChars = "\n" }
            )
        )
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", run.Cluster);
            WriteSums(xml, [.. suites.SelectMany(suite => suite.Cases)]);
            xml.WriteAttributeString("time", Seconds(run.Seconds));
            foreach (var suite in suites)
            {
                WriteSuite(xml, run, suite);
            }
            xml.WriteEndElement();
        }
        return text + "\n";
    }

    private static IEnumerable<Suite> Suites(VerificationRun run, NodeRun node)
    {
        var off = run.StepsOff.Select(step => new Case(step, "the step", "skipped")
        {
            Message = "turned off in the cluster file",
        });
        foreach (var boot in node.Boots)
        {
            yield return new Suite(
                node,
                boot.Number,
                boot,
                [
                    .. boot.Checks.Select(Case.Of),
                    .. boot
                        .OtherFindings.Where(finding => finding.Severity == Severity.Error)
                        .Select(Case.Of),
                    .. off,
                ]
            );
        }
        for (var number = node.Boots.Count + 1; number <= node.PlannedBoots; number++)
        {
            yield return new Suite(
                node,
                number,
                null,
                [
                    new Case("boot", $"boot {number} is made", "error")
                    {
                        Message = RunWords.NotMade(node),
                        Type = "not-made",
                    },
                    .. off,
                ]
            );
        }
    }

    private static void WriteSuite(XmlWriter xml, VerificationRun run, Suite suite)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", $"{suite.Node.Name} boot {suite.Number}");
        WriteSums(xml, suite.Cases);
        xml.WriteAttributeString("time", Seconds(suite.Boot?.Seconds ?? 0));
        xml.WriteAttributeString(
            "timestamp",
            (suite.Boot?.Started ?? run.Started).UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ss",
                CultureInfo.InvariantCulture
            )
        );
        xml.WriteAttributeString("hostname", suite.Node.Name);
        xml.WriteStartElement("properties");
        (string, string?)[] properties =
        [
            ("iso", suite.Node.Iso),
            ("iso.sha256", suite.Node.IsoSha256),
            ("base", run.Base.Name),
            ("base.sha256", run.Base.Sha256),
        ];
        foreach (var (name, value) in properties)
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", value ?? "");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        foreach (var one in suite.Cases)
        {
            one.WriteTo(xml);
        }
        xml.WriteEndElement();
    }

    private static void WriteSums(XmlWriter xml, IReadOnlyCollection<Case> cases)
    {
        xml.WriteAttributeString("tests", Count(cases.Count));
        xml.WriteAttributeString("failures", Count(cases.Count(one => one.Outcome == "failure")));
        xml.WriteAttributeString("errors", Count(cases.Count(one => one.Outcome == "error")));
        xml.WriteAttributeString("skipped", Count(cases.Count(one => one.Outcome == "skipped")));
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) =>
        seconds.ToString("0.###", CultureInfo.InvariantCulture);

    private sealed record Suite(NodeRun Node, int Number, BootRun? Boot, IReadOnlyList<Case> Cases);

    /// <param name="Class">The step.</param>
    /// <param name="Name">The check.</param>
    /// <param name="Outcome">Name of the element that says why it has not passed; null where it has.</param>
    private sealed record Case(string Class, string Name, string? Outcome)
    {
        public Place? Place { get; init; }

        public string? Type { get; init; }

        public string Message { get; init; } = "";

        public string Text { get; init; } = "";

        public static Case Of(CheckRun check) =>
            check.State switch
            {
                CheckState.Passed => new Case(check.Step, check.Name, null) { Place = check.Place },
                CheckState.NotRun => new Case(check.Step, check.Name, "error")
                {
                    Place = check.Place,
                    Type = "not-run",
                    Message = "the verdict holds no result of this check",
                },
                _ => new Case(check.Step, check.Name, "failure")
                {
                    Place = check.Place,
                    Type = "check",
                    Message = check.Contrast ?? "failed",
                    Text =
                        $"run: {check.Run}\nwanted: {check.Wanted}\nseen: {check.Seen}\nhint: {check.Hint}",
                },
            };

        public static Case Of(Finding finding) =>
            new("boot", $"{finding.Code} {finding.Place}", "error")
            {
                Place = finding.Place,
                Type = finding.Code,
                Message = finding.Message,
                Text = $"{finding.Message}\nhint: {finding.Hint}",
            };

        public void WriteTo(XmlWriter xml)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Characters.ForXml(Class));
            xml.WriteAttributeString("name", Characters.ForXml(Name));
            if (Place is { } place)
            {
                xml.WriteAttributeString("file", Characters.ForXml(place.File));
                xml.WriteAttributeString("line", Count(place.Line));
            }
            if (Outcome is not null)
            {
                xml.WriteStartElement(Outcome);
                if (Type is not null)
                {
                    xml.WriteAttributeString("type", Type);
                }
                xml.WriteAttributeString("message", Characters.ForXml(Message));
                xml.WriteString(Characters.ForXml(Text));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
    }

    // Makes the declaration say what the file is written in.
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
