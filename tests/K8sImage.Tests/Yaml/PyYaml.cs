using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace K8sImage.Tests.Yaml;

/// <summary>
/// Debian's PyYAML, which cloud-init reads seeds with, and libyaml behind it, which netplan uses. One process reads
/// all documents, because Python's start takes longer than a thousand of them.
/// </summary>
public sealed class PyYaml : IDisposable
{
    // Not the python3 of PATH: that may be another one, without Debian's packages.
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import base64, json, struct, sys, yaml

        def tagged(value):
            if value is None:
                return ["null"]
            if isinstance(value, bool):
                return ["bool", value]
            if isinstance(value, int):
                return ["int", str(value)]
            if isinstance(value, float):
                return ["float", struct.pack(">d", value).hex()]
            if isinstance(value, str):
                return ["str", value]
            if isinstance(value, list):
                return ["seq"] + [tagged(item) for item in value]
            if isinstance(value, dict):
                return ["map"] + [[tagged(key), tagged(item)] for key, item in value.items()]
            return ["other", repr(value)]

        def read(document, loader):
            try:
                return tagged(yaml.load(document, Loader=loader))
            except Exception as error:
                return ["error", str(error)]

        for line in sys.stdin:
            document = base64.b64decode(line)
            print(json.dumps([read(document, loader) for loader in (yaml.SafeLoader, yaml.CSafeLoader)]), flush=True)
        """;

    private readonly Process _process;

    public PyYaml()
    {
        Assert.True(File.Exists(Python), "needs PyYAML: apt-get install python3-yaml");
        _process = Process.Start(
            new ProcessStartInfo(Python, ["-c", Script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
    }

    /// <summary>Reads a document.</summary>
    /// <returns>The tagged trees that PyYAML and libyaml make of it.</returns>
    public (string PyYaml, string LibYaml) Read(ReadOnlySpan<byte> document)
    {
        _process.StandardInput.WriteLine(Convert.ToBase64String(document));
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine();
        Assert.True(answer is not null, "python3 has ended: apt-get install python3-yaml");
        using var trees = JsonDocument.Parse(answer);
        return (
            JsonSerializer.Serialize(trees.RootElement[0]),
            JsonSerializer.Serialize(trees.RootElement[1])
        );
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
