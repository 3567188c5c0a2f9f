using System.Security.Cryptography;
using System.Text;

namespace K8sImage.Reports.Page;

/// <summary>The Content-Security-Policy (W3C CSP Level 3) of a page that needs nothing but itself.</summary>
internal static class ContentPolicy
{
    /// <summary>Lets a page use its one style and run its one script, and fetch nothing.</summary>
    public static string Of(string style, string script) =>
        $"default-src 'none'; img-src data:; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
