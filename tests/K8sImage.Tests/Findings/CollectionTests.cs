using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Findings;

public sealed class CollectionTests
{
    [Fact]
    public void What_is_said_twice_is_kept_once()
    {
        FindingCollection findings = [Finding(1), Finding(1), Finding(2)];
        Assert.Equal([1, 2], findings.Select(finding => finding.Place.Line));
        Assert.False(findings.HasErrors);
    }

    [Fact]
    public void A_flood_is_cut_says_so_first_and_loses_no_error()
    {
        FindingCollection findings = [];
        for (var line = 1; line <= FindingCollection.MaxCount; line++)
        {
            findings.Add(Finding(line));
        }
        Assert.Equal(FindingCollection.MaxCount, findings.Count);
        Assert.DoesNotContain(findings, finding => finding.Code == FindingRules.TooMany.Code);
        findings.Add(Finding(FindingCollection.MaxCount + 1));
        findings.Add(Finding(FindingCollection.MaxCount + 2));
        Assert.Equal(FindingCollection.MaxCount + 1, findings.Count);
        Assert.Equal(FindingRules.TooMany.Code, findings.First().Code);
        Assert.False(findings.HasErrors);
        findings.Add(Finding(FindingCollection.MaxCount + 3, Severity.Error));
        Assert.True(findings.HasErrors);
    }

    [Fact]
    public void A_better_finding_takes_the_place_of_another_also_where_the_list_is_cut()
    {
        FindingCollection findings = [Finding(1), Finding(2)];
        findings.Replace(Finding(1), Finding(3));
        Assert.Equal([2, 3], findings.Select(finding => finding.Place.Line));
        for (var line = 4; line <= FindingCollection.MaxCount + 2; line++)
        {
            findings.Add(Finding(line));
        }
        // The last one is known, and not listed.
        findings.Replace(Finding(FindingCollection.MaxCount + 2), Finding(2));
        Assert.Equal(FindingCollection.MaxCount + 1, findings.Count);
        Assert.Single(findings, finding => finding.Code == FindingRules.TooMany.Code);
    }

    private static Finding Finding(int line, Severity severity = Severity.Warning) =>
        new(new Place("f", line), severity, "K8S130", "m", "h");
}
