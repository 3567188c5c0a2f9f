using System.Globalization;
using Fluid;
using Fluid.Values;
using K8sImage.Steps.Templates;
using K8sImage.Tools;

namespace K8sImage.HandOver;

/// <summary>A file of a bundle that is made of a template.</summary>
/// <param name="Path">Its path in the bundle, with <c>/</c>.</param>
/// <param name="Text">What it holds.</param>
/// <param name="IsScript">Whether it may be executed.</param>
public sealed record BundleFile(string Path, string Text, bool IsScript);

/// <summary>The files with which a bundle's machines are made on the hypervisors that people have.</summary>
public static class BundleFiles
{
    private static readonly FluidParser Parser = new();

    private static readonly TemplateOptions Options = NewOptions();

    // By template; what its file is called, where it is one for each node.
    private static readonly (string Template, Func<string, string> Name)[] OfNodes =
    [
        ("qemu.sh", _ => "qemu.sh"),
        ("libvirt.xml", _ => "libvirt.xml"),
        ("vmware.vmx", machine => machine + ".vmx"),
    ];

    private static readonly string[] OfCluster =
    [
        "libvirt-network.xml",
        "virt-install.sh",
        "proxmox.sh",
        "virtualbox.sh",
        "hyper-v.ps1",
        "Vagrantfile",
    ];

    /// <summary>Name of a node's machine: no two clusters on one host have the same.</summary>
    public static string MachineOf(Bundle bundle, BundleNode node) =>
        $"{bundle.Cluster.Name}-{node.Node.Name}";

    /// <summary>Name of a node's seed ISO.</summary>
    public static string IsoOf(Bundle bundle, BundleNode node) =>
        MachineOf(bundle, node) + "-seed.iso";

    /// <summary>Its path in the bundle.</summary>
    public static string IsoPathOf(Bundle bundle, BundleNode node) =>
        $"{node.Node.Name}/{IsoOf(bundle, node)}";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BundleFile> Of(Bundle bundle)
    {
        var values = BundleValues.Of(bundle);
        values["checkDisk"] = EmbeddedText.Read("K8sImage.HandOver.Files.check-disk.sh");
        var nodes = (Dictionary<string, object?>[])values["nodes"]!;
        List<BundleFile> files = [];
        foreach (var name in OfCluster)
        {
            files.Add(File(name, name, values));
        }
        foreach (var node in nodes)
        {
            values["node"] = node;
            foreach (var (template, name) in OfNodes)
            {
                files.Add(
                    File($"{node["name"]}/{name((string)node["machine"]!)}", template, values)
                );
            }
        }
        return files;
    }

    private static BundleFile File(string path, string template, Dictionary<string, object?> values)
    {
        var parsed = Parser.Parse(EmbeddedText.Read($"K8sImage.HandOver.Files.{template}.liquid"));
        var context = new TemplateContext(values, Options);
        var text = parsed.Render(context, NullEncoder.Default);
        // What Windows reads has its line ends.
        return new BundleFile(
            path,
            path.EndsWith(".ps1", StringComparison.Ordinal)
                ? text.ReplaceLineEndings("\r\n")
                : text,
            path.EndsWith(".sh", StringComparison.Ordinal)
        );
    }

    private static TemplateOptions NewOptions()
    {
        var options = new TemplateOptions
        {
            StrictFilters = true,
            CultureInfo = CultureInfo.InvariantCulture,
        };
        options.Filters.AddFilter(
            "sh",
            (input, _, _) => new StringValue(ShellWord.Quote(input.ToStringValue()))
        );
        // A string of PowerShell and of Ruby that holds itself: a quote in it is doubled, and there is none in these values.
        options.Filters.AddFilter(
            "ps",
            (input, _, _) =>
                new StringValue(
                    $"'{input.ToStringValue().Replace("'", "''", StringComparison.Ordinal)}'"
                )
        );
        return options;
    }
}
