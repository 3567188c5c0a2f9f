using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Iso;

/// <summary>A program not written here that reads an image, told which of the name systems to go by.</summary>
public abstract class Reader
{
    /// <summary>All readers, each once for every name system that it can be told to use.</summary>
    public static readonly IReadOnlyList<Reader> All =
    [
        new Isoinfo("plain"),
        new Isoinfo("Joliet", "-J"),
        new Isoinfo("Rock Ridge", "-R"),
        new Xorriso("Rock Ridge", "nojoliet"),
        new Xorriso("Joliet", "norock"),
        new Bsdtar("plain", "!joliet,!rockridge"),
        new Bsdtar("Joliet", "!rockridge"),
        new Bsdtar("Rock Ridge", "!joliet"),
    ];

    /// <summary>Names in the root directory, in the reader's order.</summary>
    public abstract Task<IReadOnlyList<string>> List(TemporaryImage image);

    /// <summary>The bytes of one file.</summary>
    public abstract Task<byte[]> Read(TemporaryImage image, string name);

    private sealed class Isoinfo(string system, params string[] options) : Reader
    {
        public override async Task<IReadOnlyList<string>> List(TemporaryImage image) =>
            [.. (await Run("-f", "-i", image.Path)).Lines.Select(line => line[1..])];

        public override async Task<byte[]> Read(TemporaryImage image, string name) =>
            (await Run("-x", $"/{name}", "-i", image.Path)).Bytes;

        public override string ToString() => $"isoinfo, {system}";

        private async Task<ToolOutput> Run(params string[] arguments) =>
            (await ExternalTool.Run("isoinfo", [.. options, .. arguments])).EnsureSuccess();
    }

    private sealed class Xorriso(string system, string fileSystem) : Reader
    {
        public override async Task<IReadOnlyList<string>> List(TemporaryImage image) =>
            [.. (await Run(image, "-find", "/", "-type", "f")).Lines.Select(line => line[2..^1])];

        public override async Task<byte[]> Read(TemporaryImage image, string name)
        {
            string path = image.InDirectory($"extracted-{name}");
            await Run(image, "-osirrox", "on", "-extract", $"/{name}", path);
            return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        }

        public override string ToString() => $"xorriso, {system}";

        private async Task<ToolOutput> Run(TemporaryImage image, params string[] arguments) =>
            (
                await ExternalTool.Run(
                    "xorriso",
                    [
                        "-abort_on",
                        "WARNING",
                        "-read_fs",
                        fileSystem,
                        "-indev",
                        image.Path,
                        .. arguments,
                    ]
                )
            ).EnsureSuccess();
    }

    private sealed class Bsdtar(string system, string options) : Reader
    {
        public override async Task<IReadOnlyList<string>> List(TemporaryImage image) =>
            [.. (await Run("-tf", image.Path)).Lines.Where(name => name != ".")];

        public override async Task<byte[]> Read(TemporaryImage image, string name) =>
            (await Run("-xOf", image.Path, name)).Bytes;

        public override string ToString() => $"bsdtar, {system}";

        private async Task<ToolOutput> Run(params string[] arguments) =>
            (
                await ExternalTool.Run("bsdtar", ["--options", $"iso9660:{options}", .. arguments])
            ).EnsureSuccess();
    }
}
