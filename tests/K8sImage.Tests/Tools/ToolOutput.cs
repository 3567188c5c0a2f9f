using System.Text;
using Xunit;

namespace K8sImage.Tests.Tools;

/// <summary>What a tool said.</summary>
/// <param name="Command">The command as a person would read it.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Bytes">All it wrote to standard output.</param>
/// <param name="Error">All it wrote to standard error.</param>
public sealed record ToolOutput(string Command, int ExitCode, byte[] Bytes, string Error)
{
    /// <summary>Standard output as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Standard output, line by line, without empty lines.</summary>
    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails the test unless the tool ended with exit code 0.</summary>
    public ToolOutput EnsureSuccess()
    {
        Assert.True(ExitCode == 0, $"{Command} ended with exit code {ExitCode}:\n{Error}");
        return this;
    }
}
