using System.Text.RegularExpressions;

namespace K8sImage.Clusters;

/// <summary>Addresses of web servers as a cluster file may have them: http or https, no user, no query.</summary>
internal static partial class WebAddress
{
    /// <summary>Whether the text is the address of a directory, as in <c>https://mirror.example.org/debian/</c>.</summary>
    public static bool IsDirectory(string text) =>
        text.EndsWith('/') && Fits(DirectoryForm().Match(text));

    /// <summary>Whether the text is the address of a proxy, as in <c>http://proxy.example.org:3142</c>.</summary>
    public static bool IsProxy(string text) => Fits(ProxyForm().Match(text));

    /// <summary>The text with dots in the place of a user and a password.</summary>
    public static string WithoutUser(string text) => UserForm().Replace(text, "…@");

    /// <summary>The host in the address of a directory or a proxy, as it was written.</summary>
    public static string HostOf(string text) =>
        (DirectoryForm().Match(text) is { Success: true } match ? match : ProxyForm().Match(text))
            .Groups[1]
            .Value;

    // The groups are numbered: other programs read these forms in the schema, and know no names of .NET's kind.
    private static bool Fits(Match match) =>
        match.Success
        && HostName.IsHostNameOrAddress(match.Groups[1].Value)
        && (
            match.Groups[3] is not { Success: true } port
            || ushort.TryParse(port.ValueSpan, out var number) && number > 0
        );

    [GeneratedRegex(
        @"\Ahttps?://([a-z0-9.-]{1,253})(:([0-9]{1,5}))?(/[A-Za-z0-9._~:+-]{1,100}){0,16}/\z"
    )]
    internal static partial Regex DirectoryForm();

    [GeneratedRegex("(?<=//)[^/]*@|^[^/]*@")]
    private static partial Regex UserForm();

    [GeneratedRegex(@"\Ahttp://([a-z0-9.-]{1,253})(:([0-9]{1,5}))?/?\z")]
    internal static partial Regex ProxyForm();
}
