using System.Net;
using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Findings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace K8sImage.Machines.Services;

/// <summary>Serves the files of a directory, an apt repository for example, to guests.</summary>
[SupportedOSPlatform("linux")]
public sealed class RepositoryServer : IAsyncDisposable
{
    /// <summary>The file that a repository's signature is about.</summary>
    internal const string List = "Release";

    private readonly TemporaryDirectory _work;
    private readonly WebApplication _server;
    private readonly string _path;

    private RepositoryServer(TemporaryDirectory work, WebApplication server, string path)
    {
        _work = work;
        _server = server;
        _path = path;
    }

    /// <summary>The repository's address on this machine's loopback interface.</summary>
    public string LocalUrl =>
        _server.Urls.Single(url => url.StartsWith("http://127.", StringComparison.Ordinal)) + _path;

    /// <summary>Starts it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="url">What guests find it at, as in <c>http://mirror.example.org/kubernetes/</c>.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <returns>The server, and what guests reach it by.</returns>
    /// <exception cref="FindingException">The directory is no repository, or the URL is of HTTPS: no certificate can be had for it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing runs.</exception>
    public static async Task<(RepositoryServer Server, GuestService Service)> StartAsync(
        string directory,
        Uri url,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(Path.Combine(directory, List)))
        {
            throw new FindingException(
                MachineRules.NoRepository.At(
                    new Place(directory),
                    "there is no file Release in it",
                    "give the directory of a repository, with Packages and Release in it"
                )
            );
        }
        if (url.Scheme != Uri.UriSchemeHttp)
        {
            throw new FindingException(
                MachineRules.NoRepository.At(
                    new Place(directory),
                    $"it can't stand for {url}: nobody here has a certificate of that name",
                    "use a repository with http in the cluster file; apt checks its signature all the same"
                )
            );
        }
        var work = TemporaryDirectory.Create();
        var socket = work.File("http.sock");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.ListenUnixSocket(socket);
                kestrel.Listen(IPAddress.Loopback, LoopbackPort.Free());
            });
        var server = builder.Build();
        server.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(Path.GetFullPath(directory)),
                RequestPath = new PathString(url.AbsolutePath.TrimEnd('/')),
                ServeUnknownFileTypes = true,
                ContentTypeProvider = new FileExtensionContentTypeProvider(),
            }
        );
        var started = new RepositoryServer(work, server, url.AbsolutePath);
        try
        {
            await server.StartAsync(cancellation);
            return (started, new GuestService(url.Host, url.Port, socket));
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _work.Dispose();
    }
}
