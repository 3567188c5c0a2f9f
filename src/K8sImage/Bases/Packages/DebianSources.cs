using K8sImage.Tools;

namespace K8sImage.Bases.Packages;

/// <summary>Where Debian's packages come from on this machine.</summary>
/// <param name="Main">URI of a Debian mirror.</param>
/// <param name="Security">URI of a mirror of Debian's security updates; null if apt knows none.</param>
public sealed record DebianSources(string Main, string? Security)
{
    /// <summary>Reads apt's configuration, sources.list(5), in both of its formats.</summary>
    /// <param name="aptDirectory">Usually <c>/etc/apt</c>.</param>
    /// <returns>Null if apt knows no Debian mirror.</returns>
    public static DebianSources? Read(string aptDirectory)
    {
        var parts = Path.Combine(aptDirectory, "sources.list.d");
        List<string> uris = [];
        string[] files = Directory.Exists(parts) ? Directory.GetFiles(parts) : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            if (file.EndsWith(".sources", StringComparison.Ordinal))
            {
                uris.AddRange(OfStanzas(File.ReadAllText(file)));
            }
            else if (file.EndsWith(".list", StringComparison.Ordinal))
            {
                uris.AddRange(OfLines(File.ReadAllLines(file)));
            }
        }
        var list = Path.Combine(aptDirectory, "sources.list");
        if (File.Exists(list))
        {
            uris.AddRange(OfLines(File.ReadAllLines(list)));
        }
        var trimmed = uris.Select(uri => uri.TrimEnd('/')).ToList();
        // Mirrors keep Debian's own directory names (debian.org/mirror/ftpmirror).
        var main = trimmed.Find(uri => uri.EndsWith("/debian", StringComparison.Ordinal));
        return main is null
            ? null
            : new DebianSources(
                main,
                trimmed.Find(uri => uri.EndsWith("/debian-security", StringComparison.Ordinal))
            );
    }

    /// <summary>The same without a user name or password, fit to be shown.</summary>
    public static string WithoutSecrets(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
            ? parsed.GetComponents(
                UriComponents.AbsoluteUri & ~UriComponents.UserInfo,
                UriFormat.UriEscaped
            )
            : "";

    private static IEnumerable<string> OfLines(IEnumerable<string> lines) =>
        from line in lines
        let words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        where words is ["deb", ..]
        // Options stand in brackets between the type and the URI, and may hold spaces.
        let rest = string.Join(' ', words.Skip(1))
        let afterOptions = rest.StartsWith('[') ? rest[(rest.IndexOf(']') + 1)..].Trim() : rest
        let uri = afterOptions.Split(' ')[0]
        where IsWeb(uri)
        select uri;

    private static IEnumerable<string> OfStanzas(string text) =>
        from fields in ControlFile.Stanzas(text)
        where Words(fields, "Types").Contains("deb") && Words(fields, "Enabled") is not ["no"]
        from uri in Words(fields, "URIs")
        where IsWeb(uri)
        select uri;

    private static string[] Words(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.GetValueOrDefault(name, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsWeb(string uri) =>
        uri.StartsWith("http://", StringComparison.Ordinal)
        || uri.StartsWith("https://", StringComparison.Ordinal);
}
