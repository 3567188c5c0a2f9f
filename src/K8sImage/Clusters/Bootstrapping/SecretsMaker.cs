using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sImage.Clusters.Bootstrapping;

/// <summary>Makes the secrets of a cluster, and completes them when nodes are added.</summary>
public static class SecretsMaker
{
    /// <summary>How many nodes can be added before the first control plane has to be told of another token.</summary>
    public const int Spares = 16;

    // A token's form: kubernetes.io, "Authenticating with Bootstrap Tokens".
    private const string TokenLetters = "abcdefghijklmnopqrstuvwxyz0123456789";

    // kubeadm's own authorities live as long (CACertificateValidityPeriod in cmd/kubeadm/app/constants).
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);

    // A machine whose clock is a little behind must not find them "not yet valid".
    private static readonly TimeSpan Back = TimeSpan.FromDays(1);

    /// <summary>Makes secrets for a cluster that has none.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="nodes">Names of its nodes.</param>
    /// <param name="now">The day on which the authorities begin to be valid.</param>
    public static ClusterSecrets Make(
        string cluster,
        IEnumerable<string> nodes,
        DateTimeOffset now
    ) =>
        Complete(
            new ClusterSecrets(
                cluster,
                Authority("kubernetes", now),
                Authority("etcd-ca", now),
                Authority("front-proxy-ca", now),
                KeyPair(),
                new SortedDictionary<string, string>(StringComparer.Ordinal),
                [.. Enumerable.Range(0, Spares).Select(_ => Token())]
            ),
            nodes
        );

    /// <summary>Gives each node that has none a token: a spare one, as long as there are some. All others stay.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="nodes">Names of the cluster's nodes.</param>
    public static ClusterSecrets Complete(ClusterSecrets secrets, IEnumerable<string> nodes)
    {
        var tokens = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (node, token) in secrets.Tokens)
        {
            tokens.Add(node, token);
        }
        var spares = new Queue<string>(secrets.SpareTokens);
        foreach (var node in nodes.Where(node => !tokens.ContainsKey(node)))
        {
            // The first nodes take new ones, so that there are as many spares as the constant says.
            tokens.Add(
                node,
                secrets.Tokens.Count > 0 && spares.TryDequeue(out var spare) ? spare : Token()
            );
        }
        return secrets with { Tokens = tokens, SpareTokens = [.. spares] };
    }

    private static string Token() =>
        RandomNumberGenerator.GetString(TokenLetters, 6)
        + "."
        + RandomNumberGenerator.GetString(TokenLetters, 16);

    private static PemPair Authority(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, false, 0, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                X509KeyUsageFlags.DigitalSignature
                    | X509KeyUsageFlags.KeyEncipherment
                    | X509KeyUsageFlags.KeyCertSign,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(request.PublicKey, false)
        );
        using var certificate = request.CreateSelfSigned(now - Back, now + Lifetime);
        return new PemPair(
            certificate.ExportCertificatePem() + "\n",
            key.ExportECPrivateKeyPem() + "\n"
        );
    }

    private static PemPair KeyPair()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new PemPair(
            key.ExportSubjectPublicKeyInfoPem() + "\n",
            key.ExportECPrivateKeyPem() + "\n"
        );
    }
}
