using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Bases;

/// <summary>Checks that the values of a base file have their form.</summary>
/// <param name="findings">Takes what is wrong with them.</param>
internal sealed class ValueForms(FindingCollection findings)
{
    /// <summary>The text of a scalar; null where there is none, or, with a finding, where it has not the form.</summary>
    public string? Checked(YamlScalar? scalar, Regex form, string wrong, string hint)
    {
        if (scalar is null || form.IsMatch(scalar.Text))
        {
            return scalar?.Text;
        }
        Refuse(scalar, wrong, hint);
        return null;
    }

    /// <summary>Adds a finding about a value.</summary>
    public void Refuse(YamlScalar scalar, string wrong, string hint) =>
        findings.Add(
            BaseRules.Value.At(scalar.Place, $"'{Shown.Short(scalar.Text)}' is {wrong}", hint)
        );
}
