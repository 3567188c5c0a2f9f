using K8sImage.Findings;

namespace K8sImage.Yaml;

/// <summary>
/// Guards what is handed on to cloud-init as it was written: we read it as YAML 1.2, cloud-init reads YAML 1.1, and
/// <c>0644</c>, <c>yes</c> or <c>12:30</c> mean different things there.
/// </summary>
public static class PassedThrough
{
    /// <summary>Adds a finding for each unquoted scalar that the two read differently.</summary>
    public static void Check(YamlNode node, FindingCollection findings)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Check(entry.Key, findings);
                    Check(entry.Value, findings);
                }
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Check(item, findings);
                }
                break;
            case YamlScalar { IsPlain: true } scalar when PlainScalar.IsAmbiguous(scalar.Text):
                findings.Add(
                    YamlRules.Ambiguous.At(
                        scalar.Place,
                        $"cloud-init reads YAML 1.1, where {scalar.Text} is something else than in YAML 1.2",
                        "put it in quotes if it is text; else write true, false or a plain decimal number"
                    )
                );
                break;
        }
    }
}
