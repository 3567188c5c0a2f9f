using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sImage.Clusters.Bootstrapping;

/// <summary>A certificate, or a public key, and its private key.</summary>
/// <param name="Public">The certificate (RFC 7468, "CERTIFICATE") or the public key ("PUBLIC KEY") in PEM.</param>
/// <param name="Private">The private key in PEM.</param>
public sealed record PemPair(string Public, string Private)
{
    /// <summary>Keeps the private key out of logs and messages.</summary>
    public override string ToString() => nameof(PemPair);

    internal DateTimeOffset ValidFrom()
    {
        using var certificate = X509Certificate2.CreateFromPem(Public);
        return certificate.NotBefore.ToUniversalTime();
    }

    internal string PublicKeyHash()
    {
        using var certificate = X509Certificate2.CreateFromPem(Public);
        var key = certificate.PublicKey.ExportSubjectPublicKeyInfo();
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(key));
    }

    /// <summary>Whether the private key is that of the certificate or public key.</summary>
    internal bool Matches()
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(Private);
            var mine = key.ExportSubjectPublicKeyInfo();
            if (Public.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
            {
                using var certificate = X509Certificate2.CreateFromPem(Public);
                return certificate
                    .PublicKey.ExportSubjectPublicKeyInfo()
                    .AsSpan()
                    .SequenceEqual(mine);
            }
            using var other = ECDsa.Create();
            other.ImportFromPem(Public);
            return other.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(mine);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
