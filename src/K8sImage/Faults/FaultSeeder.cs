using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Faults;

/// <summary>Puts faults into what a node becomes.</summary>
/// <param name="findings">Takes faults that change nothing.</param>
public sealed class FaultSeeder(FindingCollection findings)
{
    /// <summary>The configuration with the faults of the boot's checks in it.</summary>
    /// <param name="boot">The boot; it stays as it is.</param>
    public NodeConfiguration Apply(FaultBoot boot)
    {
        var configuration = boot.Configuration;
        foreach (var check in boot.Checks)
        {
            configuration = check.Fault switch
            {
                CommandFault command => Run(configuration, command),
                TextFault text => Replace(configuration, text),
                _ => configuration,
            };
        }
        return configuration;
    }

    // As a list, a command of its own: one with a wrong syntax can't take the others along.
    private static NodeConfiguration Run(NodeConfiguration configuration, CommandFault fault)
    {
        var command = new YamlSequence(
            fault.Place,
            [Word(fault.Place, "sh"), Word(fault.Place, "-c"), Word(fault.Place, fault.Command)]
        );
        var userData = configuration.UserData;
        var runcmd = userData["runcmd"] as YamlSequence ?? new YamlSequence(fault.Place, []);
        runcmd = runcmd with { Items = [.. runcmd.Items, command] };
        return configuration with { UserData = With(userData, "runcmd", runcmd, fault.Place) };
    }

    private NodeConfiguration Replace(NodeConfiguration configuration, TextFault fault)
    {
        var count = 0;
        YamlNode Changed(YamlNode node) =>
            node switch
            {
                YamlScalar scalar when scalar.Text.Contains(fault.Text, StringComparison.Ordinal) =>
                    Counted(scalar),
                YamlSequence list => list with { Items = [.. list.Items.Select(Changed)] },
                YamlMapping mapping => mapping with
                {
                    Entries =
                    [
                        .. mapping.Entries.Select(entry =>
                            entry with
                            {
                                Value = Changed(entry.Value),
                            }
                        ),
                    ],
                },
                _ => node,
            };
        YamlNode Counted(YamlScalar scalar)
        {
            count++;
            return scalar with
            {
                Text = scalar.Text.Replace(fault.Text, fault.With, StringComparison.Ordinal),
                IsPlain = false,
            };
        }
        var changed = fault.In switch
        {
            "network-config" => configuration with
            {
                NetworkConfig = (YamlMapping)Changed(configuration.NetworkConfig),
            },
            "user-data" => configuration with
            {
                UserData = configuration.UserData with
                {
                    Entries =
                    [
                        .. configuration.UserData.Entries.Select(entry =>
                            entry.Key.Text == "write_files"
                                ? entry
                                : entry with
                                {
                                    Value = Changed(entry.Value),
                                }
                        ),
                    ],
                },
            },
            _ => InFile(configuration, fault.In, Changed),
        };
        if (count == 0)
        {
            findings.Add(
                FaultRules.NoChange.At(
                    fault.Place,
                    $"'{Shown.Short(fault.Text)}' does not occur in {Shown.Short(fault.In)}",
                    "replace a text that the composed documents hold"
                )
            );
        }
        return changed;
    }

    private static NodeConfiguration InFile(
        NodeConfiguration configuration,
        string path,
        Func<YamlNode, YamlNode> change
    )
    {
        if (configuration.UserData["write_files"] is not YamlSequence files)
        {
            return configuration;
        }
        var changed = files with
        {
            Items =
            [
                .. files.Items.Select(file =>
                    file is YamlMapping mapping
                    && mapping["path"] is YamlScalar at
                    && at.Text == path
                        ? change(file)
                        : file
                ),
            ],
        };
        return configuration with
        {
            UserData = With(configuration.UserData, "write_files", changed, files.Place),
        };
    }

    private static YamlMapping With(YamlMapping mapping, string key, YamlNode value, Place place) =>
        mapping with
        {
            Entries =
            [
                .. mapping.Entries.Where(entry => entry.Key.Text != key),
                new YamlEntry(Word(place, key), value),
            ],
        };

    private static YamlScalar Word(Place place, string text) => new(place, text);
}
