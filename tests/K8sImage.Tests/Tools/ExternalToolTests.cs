using Xunit;
using Xunit.Sdk;

namespace K8sImage.Tests.Tools;

public sealed class ExternalToolTests
{
    [Fact]
    public void A_tool_that_is_not_installed_fails_the_test_and_names_its_package()
    {
        var failure = Assert.Throws<FailException>(() => ExternalTool.Locate("isoinfo", ""));
        Assert.Equal("needs isoinfo: apt-get install genisoimage", failure.Message);
    }

    [Fact]
    public async Task A_tool_gets_its_input_and_gives_output_error_and_exit_code()
    {
        ToolOutput output = await ExternalTool.RunWithInput(
            "in",
            "sh",
            "-c",
            "cat; echo err >&2; exit 3"
        );
        Assert.Equal("in", output.Text);
        Assert.Equal("err\n", output.Error);
        Assert.Equal(3, output.ExitCode);
        Assert.ThrowsAny<XunitException>(output.EnsureSuccess);
    }
}
