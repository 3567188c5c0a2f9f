using System.Text;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>Locales that libc does not bring along are generated, whichever key names them.</summary>
public sealed class LocaleTests
{
    [Theory]
    [InlineData("{ lang: C.UTF-8, lcAll: en_US.UTF-8 }", "in en_US.UTF-8; do")]
    [InlineData("{ lang: de_DE.UTF-8, lcAll: en_US.UTF-8 }", "in de_DE.UTF-8 en_US.UTF-8; do")]
    [InlineData("{ lang: de_DE.UTF-8, lcAll: C.UTF-8 }", "in de_DE.UTF-8; do")]
    [InlineData("{ lang: C.UTF-8 }", null)]
    public void They_are_generated(string locale, string? generated)
    {
        var nodes = TestSeeds.Compose("lab", text => $"{text}\nlocale: {locale}\n");
        foreach (var node in nodes)
        {
            var userData = Encoding.UTF8.GetString(TestSeeds.Build(node, "user-data"));
            Assert.Equal(
                generated is not null,
                userData.Contains("locale-gen", StringComparison.Ordinal)
            );
            Assert.Contains(generated ?? "", userData, StringComparison.Ordinal);
        }
    }
}
