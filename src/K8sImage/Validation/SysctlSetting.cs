using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>A setting of a file of sysctl.d(5).</summary>
/// <param name="Key">The kernel's name of it, with dots between.</param>
/// <param name="Value">What it is set to.</param>
internal sealed record SysctlSetting(string Key, string Value)
{
    // One switch of the kernel under three names; the last one is a pattern, which is applied to what no file names by itself.
    private static readonly string[] Forwarding =
    [
        "net.ipv4.ip_forward",
        "net.ipv4.conf.all.forwarding",
        "net.ipv4.conf.*.forwarding",
    ];

    /// <summary>The settings of a file of <c>write_files</c>, in their order.</summary>
    public static IEnumerable<SysctlSetting> Of(YamlMapping file) =>
        FileContent
            .TextOf(file)
            .Split('\n')
            .Where(line => !line.TrimStart().StartsWith('#') && !line.TrimStart().StartsWith(';'))
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2)
            .Select(parts => new SysctlSetting(NameOf(parts[0]), parts[1]));

    /// <summary>Whether another setting, made later, has another value come out.</summary>
    public bool IsUndoneBy(string key, string value) =>
        value != Value && (key == Key || (Forwarding.Contains(Key) && Forwarding.Contains(key)));

    // Where the first of the two separators is a slash, the other one belongs to the name (sysctl.d(5)).
    private static string NameOf(string written)
    {
        var name = written.TrimStart('-');
        return name.IndexOfAny(['/', '.']) is >= 0 and var at && name[at] == '/'
            ? name.Replace('/', '.')
            : name;
    }
}
