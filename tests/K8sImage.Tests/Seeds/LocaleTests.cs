using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>Locales that libc does not bring along are generated, whichever key names them.</summary>
public sealed class LocaleTests
{
    [Theory]
    [InlineData("{ lang: C.UTF-8, lcAll: en_US.UTF-8 }", "en_US.UTF-8")]
    [InlineData("{ lang: de_DE.UTF-8, lcAll: en_US.UTF-8 }", "de_DE.UTF-8 en_US.UTF-8")]
    [InlineData("{ lang: de_DE.UTF-8, lcAll: C.UTF-8 }", "de_DE.UTF-8")]
    [InlineData("{ lang: C.UTF-8 }", null)]
    public void They_are_generated(string locale, string? generated)
    {
        var nodes = TestSeeds.Compose("lab", text => $"{text}\nlocale: {locale}\n");
        foreach (var node in nodes)
        {
            var command = ((YamlSequence)node.UserData["runcmd"]!)
                .Items.OfType<YamlScalar>()
                .Select(each => each.Text)
                .SingleOrDefault(text =>
                    text.Contains("/etc/locale.gen", StringComparison.Ordinal)
                );
            Assert.Equal(
                generated,
                command
                    ?.Split("for each in ")[1]
                    .Split(';')[0]
                    .Replace("'", "", StringComparison.Ordinal)
            );
        }
    }
}
