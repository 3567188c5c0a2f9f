using System.Buffers;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Steps;

namespace K8sImage.Seeds.Output;

/// <summary>
/// Writes the seeds of a cluster into a directory of its own, whole or not at all: what changed is written into a
/// directory beside it, which then takes its place in one step. Where nothing changed, nothing is written.
/// </summary>
public sealed class SeedOutput
{
    private readonly Cluster _cluster;
    private readonly Composer _composer;
    private readonly DateTimeOffset _date;
    private readonly FindingCollection _findings;
    private readonly string _root;
    private readonly string _clusterFile;
    private readonly string _target;

    /// <summary>Prepares an output.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="composer">Composes its nodes.</param>
    /// <param name="root">The directory in which the cluster's own is made.</param>
    /// <param name="clusterFile">Path of the cluster file, to which the output then belongs.</param>
    /// <param name="date">The date that the ISOs carry.</param>
    /// <param name="findings">Takes what is wrong; with an error in it nothing is written.</param>
    public SeedOutput(
        Cluster cluster,
        Composer composer,
        string root,
        string clusterFile,
        DateTimeOffset date,
        FindingCollection findings
    )
    {
        _cluster = cluster;
        _composer = composer;
        _date = date;
        _findings = findings;
        _root = root;
        _clusterFile = clusterFile;
        _target = Path.Combine(root, cluster.Name);
    }

    /// <summary>Bakes nodes.</summary>
    /// <param name="nodes">The nodes; those that are left out stay as they are.</param>
    /// <param name="progress">Hears the name of each node that is done.</param>
    /// <exception cref="FindingException">
    /// The findings have errors, another run is writing, something that is not ours stands there, or the output can't be
    /// written; the directory is as before.
    /// </exception>
    public BakeResult Bake(IReadOnlyList<Node> nodes, IProgress<string>? progress = null)
    {
        try
        {
            using var output = OwnedOutput.Open(
                _root,
                _cluster.Name,
                _clusterFile,
                adopt: () => Manifest.Digests(_root, _cluster.Name),
                otherwise: "choose another --output"
            );
            output.Check();
            var staging = new Lazy<TemporaryDirectory>(output.Staging);
            try
            {
                return Bake(output, staging, nodes, progress);
            }
            finally
            {
                if (staging.IsValueCreated)
                {
                    staging.Value.Dispose();
                }
            }
        }
        catch (Exception e) when (Cause(e) is FindingException found)
        {
            throw found;
        }
        catch (Exception e) when (Cause(e) is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                FileRules.NotWritten.At(
                    new Place(_target),
                    "the output can't be written: " + Cause(e).Message,
                    "make room or give yourself the right to write there; what was there is unchanged"
                )
            );
        }
    }

    // A parallel loop wraps what its bodies throw.
    private static Exception Cause(Exception e) =>
        e is AggregateException { InnerException: { } inner } ? inner : e;

    private BakeResult Bake(
        OwnedOutput output,
        Lazy<TemporaryDirectory> staging,
        IReadOnlyList<Node> nodes,
        IProgress<string>? progress
    )
    {
        var last = Manifest.Read(_target);
        if (last is null && Directory.Exists(_target) && nodes.Count < _cluster.Nodes.Count)
        {
            throw Damaged(Manifest.FileName);
        }
        var before = (last?.Nodes ?? []).ToDictionary(image => image.Name, StringComparer.Ordinal);
        var baked = new BakedNode[nodes.Count];
        Parallel.For(
            0,
            nodes.Count,
            () => new SeedBuilder(_date),
            (i, _, builder) =>
            {
                baked[i] = Bake(
                    nodes[i],
                    before.GetValueOrDefault(nodes[i].Name),
                    builder,
                    staging
                );
                progress?.Report(nodes[i].Name);
                return builder;
            },
            _ => { }
        );
        if (_findings.HasErrors)
        {
            throw new FindingException([.. _findings]);
        }
        var done = baked.ToDictionary(node => node.Image.Name, StringComparer.Ordinal);
        NodeImage[] images =
        [
            .. _cluster
                .Nodes.Select(node =>
                    done.TryGetValue(node.Name, out var now)
                        ? now.Image
                        : before.GetValueOrDefault(node.Name)
                )
                .OfType<NodeImage>(),
        ];
        var removed = before.Keys.Except(_cluster.Nodes.Select(node => node.Name)).ToArray();
        var manifest = Manifest.Of(_cluster, _composer.OwnFiles, images);
        var isRewritten = Finish(output, staging, manifest, done);
        return new BakeResult(
            _target,
            manifest.Base,
            baked,
            manifest.DisabledSteps,
            removed,
            [.. (last?.OwnFiles ?? []).Except(manifest.OwnFiles)],
            isRewritten
        );
    }

    private BakedNode Bake(
        Node node,
        NodeImage? before,
        SeedBuilder builder,
        Lazy<TemporaryDirectory> staging
    )
    {
        var configuration = _composer.Compose(node);
        if (_findings.HasErrors)
        {
            return new BakedNode(ImageOf(configuration, "", []), [], IsNew: false);
        }
        var seed = builder.Build(configuration);
        var files = seed.Files;
        var current = Path.Combine(_target, node.Name);
        string[] changed =
        [
            .. files
                .Where(file =>
                    !IsSame(Path.Combine(current, file.Name), file.Content.Span, file.IsPrivate)
                )
                .Select(file => file.Name),
        ];
        if (changed.Length > 0)
        {
            var directory = Directory.CreateDirectory(In(staging, node.Name));
            foreach (var file in files)
            {
                Write(
                    Path.Combine(directory.FullName, file.Name),
                    file.Content.Span,
                    file.IsPrivate
                );
            }
        }
        return new BakedNode(
            ImageOf(configuration, seed.InstanceId, files),
            changed,
            before is null
        );
    }

    // SHA256SUMS and the manifest come last; a directory in which they are missing or old is written anew.
    private bool Finish(
        OwnedOutput output,
        Lazy<TemporaryDirectory> staging,
        Manifest manifest,
        Dictionary<string, BakedNode> done
    )
    {
        (string Name, ReadOnlyMemory<byte> Content)[] summaries =
        [
            (Manifest.FileName, manifest.ToJson()),
            (Manifest.SumsFileName, manifest.ToSums()),
        ];
        if (
            !staging.IsValueCreated
            && summaries.All(file =>
                IsSame(Path.Combine(_target, file.Name), file.Content.Span, isPrivate: false)
            )
        )
        {
            output.Adopt();
            return false;
        }
        foreach (var image in manifest.Nodes)
        {
            var directory = In(staging, image.Name);
            if (!done.TryGetValue(image.Name, out var node) || node.Changed.Count == 0)
            {
                Copy(Path.Combine(_target, image.Name), directory, image.Files);
            }
        }
        foreach (var (name, content) in summaries)
        {
            Write(In(staging, name), content.Span, isPrivate: false);
        }
        output.Replace(staging.Value, manifest.Digests());
        return true;
    }

    private string In(Lazy<TemporaryDirectory> staging, string name) =>
        Path.Combine(Directory.CreateDirectory(staging.Value.File(_cluster.Name)).FullName, name);

    private static NodeImage ImageOf(
        NodeConfiguration configuration,
        string instanceId,
        IReadOnlyList<SeedFile> files
    ) =>
        new(
            configuration.Node.Name,
            configuration.Node.Role,
            configuration.Node.Address.ToString(),
            instanceId,
            [.. configuration.Steps.Select(step => step.Name)],
            [
                .. files.Select(file => new FileDigest(
                    file.Name,
                    file.Content.Length,
                    Convert.ToHexStringLower(file.Sha256.Span)
                )),
            ]
        );

    private static bool IsSame(string path, ReadOnlySpan<byte> content, bool isPrivate)
    {
        var info = new FileInfo(path);
        if (
            !info.Exists
            || info.Length != content.Length
            || (isPrivate && !SeedFile.IsPrivateOnDisk(path))
        )
        {
            return false;
        }
        using var file = File.OpenHandle(path);
        var chunk = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int at = 0;
            while (at < content.Length)
            {
                var read = RandomAccess.Read(file, chunk, at);
                if (read == 0 || !content[at..].StartsWith(chunk.AsSpan(0, read)))
                {
                    return false;
                }
                at += read;
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static void Write(string path, ReadOnlySpan<byte> content, bool isPrivate)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = isPrivate
                ? UnixFileMode.UserRead | UnixFileMode.UserWrite
                : UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.GroupRead
                    | UnixFileMode.OtherRead;
        }
        using var stream = new FileStream(path, options);
        stream.Write(content);
    }

    private FindingException Damaged(string missing) =>
        new(
            SeedRules.Damaged.At(
                new Place(Path.Combine(_target, missing)),
                "this file is missing or damaged, so the nodes that are not baked now can't be kept",
                "bake all nodes once: leave out --node"
            )
        );

    // A copy keeps the date and the rights, so that a node that did not change does not look new.
    private void Copy(string from, string to, IReadOnlyList<FileDigest> files)
    {
        Directory.CreateDirectory(to);
        foreach (var file in files)
        {
            if (!File.Exists(Path.Combine(from, file.Name)))
            {
                throw Damaged(Path.Combine(Path.GetFileName(from), file.Name));
            }
            File.Copy(Path.Combine(from, file.Name), Path.Combine(to, file.Name));
        }
    }
}
