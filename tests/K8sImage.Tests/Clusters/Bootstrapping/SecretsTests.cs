using System.Security.Cryptography.X509Certificates;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Clusters.Bootstrapping;

public sealed class SecretsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    private string File => Path.Combine(_directory.FullName, "lab.secrets.yaml");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var made = SecretsMaker.Make("lab", ["a", "b"], Now);
        SecretsFile.Write(File, made);
        var findings = new FindingCollection();
        var read = SecretsFile.Read(File, File, findings);
        Assert.Empty(findings);
        Assert.Equal(SecretsFile.Text(made), SecretsFile.Text(read!));
        Assert.Equal(made.CaHash, read!.CaHash);
    }

    [Fact]
    public void Nobody_else_can_read_the_file()
    {
        SecretsFile.Write(File, SecretsMaker.Make("lab", ["a"], Now));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            System.IO.File.GetUnixFileMode(File)
        );
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var findings = new FindingCollection();
        Assert.Null(SecretsFile.Read(File, File, findings));
        Assert.Equal("K8S185", Assert.Single(findings).Code);
    }

    [Fact]
    public void A_new_node_takes_a_spare_token_and_all_else_stays()
    {
        var before = SecretsMaker.Make("lab", ["a", "b"], Now);
        var after = SecretsMaker.Complete(before, ["a", "b", "c"]);
        Assert.Equal(before.Tokens["a"], after.Tokens["a"]);
        Assert.Equal(before.SpareTokens[0], after.Tokens["c"]);
        Assert.Equal(before.SpareTokens.Skip(1), after.SpareTokens);
        Assert.Equal(before.Ca, after.Ca);
    }

    [Fact]
    public void No_two_nodes_share_a_token()
    {
        var made = SecretsMaker.Make("lab", ["a", "b", "c"], Now);
        var all = made.Tokens.Values.Concat(made.SpareTokens).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(3 + SecretsMaker.Spares, all.Length);
    }

    [Fact]
    public void The_authorities_are_authorities_and_valid_for_ten_years()
    {
        var made = SecretsMaker.Make("lab", ["a"], Now);
        foreach (var pair in (PemPair[])[made.Ca, made.EtcdCa, made.FrontProxyCa])
        {
            using var certificate = X509Certificate2.CreateFromPem(pair.Public, pair.Private);
            Assert.True(certificate.HasPrivateKey);
            Assert.True(
                Assert
                    .Single(certificate.Extensions.OfType<X509BasicConstraintsExtension>())
                    .CertificateAuthority
            );
            Assert.True(certificate.NotBefore.ToUniversalTime() < Now);
            Assert.True(certificate.NotAfter.ToUniversalTime() > Now.AddYears(9));
        }
    }

    [Theory]
    [InlineData("cluster: lab", "clutser: lab")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----", "-----BEGIN EC PRIVATE KEY----")]
    [InlineData("front-proxy-ca:", "front-proxy:")]
    [InlineData("spareTokens:", "others:")]
    public void A_damaged_file_is_a_finding_that_quotes_nothing_of_it(string text, string with)
    {
        var secrets = SecretsMaker.Make("lab", ["a"], Now);
        SecretsFile.Write(File, secrets);
        System.IO.File.WriteAllText(
            File,
            System.IO.File.ReadAllText(File).Replace(text, with, StringComparison.Ordinal)
        );
        var findings = new FindingCollection();
        Assert.Null(SecretsFile.Read(File, File, findings));
        var finding = Assert.Single(findings);
        Assert.Equal("K8S186", finding.Code);
        Assert.DoesNotContain(secrets.Tokens["a"], finding.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_belongs_to_another_certificate_is_found()
    {
        var one = SecretsMaker.Make("lab", ["a"], Now);
        var other = SecretsMaker.Make("lab", ["a"], Now);
        SecretsFile.Write(File, one with { Ca = one.Ca with { Private = other.Ca.Private } });
        var findings = new FindingCollection();
        Assert.Null(SecretsFile.Read(File, File, findings));
        Assert.Equal("K8S186", Assert.Single(findings).Code);
    }

    [Fact]
    public void What_people_are_shown_has_no_secret_and_still_shows_that_one_changed()
    {
        var one = SecretsFile.Text(SecretsMaker.Make("lab", ["a"], Now));
        var other = SecretsFile.Text(SecretsMaker.Make("lab", ["a"], Now));
        Assert.DoesNotContain("PRIVATE KEY", SecretText.Hide(one), StringComparison.Ordinal);
        Assert.NotEqual(SecretText.Hide(one), SecretText.Hide(other));
        Assert.DoesNotContain(
            "abcdef.0123456789abcdef",
            SecretText.Hide("token: \"abcdef.0123456789abcdef\""),
            StringComparison.Ordinal
        );
    }
}
