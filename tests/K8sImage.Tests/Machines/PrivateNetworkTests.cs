using System.Net;
using System.Net.Sockets;
using K8sImage.Machines;
using K8sImage.Machines.Services;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Machines;

/// <summary>A network of namespaces with servers in it, looked at by a program in QEMU's place.</summary>
public sealed class PrivateNetworkTests : IDisposable
{
    // What a guest would do: ask a name server by UDP, and fetch by HTTP. Each line is a question, and its answer is printed.
    private const string Look = """
        import http.client, socket, sys
        def name(server, host):
            question = b"".join(bytes([len(label)]) + label.encode() for label in host.split("."))
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
                s.settimeout(20)
                s.sendto(b"\0\1\1\0\0\1\0\0\0\0\0\0" + question + b"\0\0\1\0\1", (server, 53))
                answer = s.recv(512)
            return ".".join(map(str, answer[-4:])) if answer[7] else f"rcode {answer[3] & 15}"
        def get(address, port, host, path):
            connection = http.client.HTTPConnection(address, port, timeout=20)
            connection.request("GET", path, headers={"Host": host})
            answer = connection.getresponse()
            return f"{answer.status} {answer.read().decode().strip()}" if answer.status == 200 else str(answer.status)
        def reach(address, port):
            try:
                socket.create_connection((address, port), 5).close()
                return "reached"
            except OSError as e:
                return e.strerror
        for line in sys.argv[1:]:
            for attempt in range(100):
                try:
                    print(eval(line))
                    break
                except (ConnectionError, TimeoutError) as e:
                    import time; time.sleep(0.1)
            else:
                print("no answer")
        """;

    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task Its_servers_are_reached_by_name_and_nothing_else_is()
    {
        _directory.Write("repository/Release", "of the repository\n");
        var (server, service) = await RepositoryServer.StartAsync(
            _directory["repository"],
            new Uri("http://packages.example.org:8080/deb/"),
            TestContext.Current.CancellationToken
        );
        await using var _ = server;
        var network = GuestNetwork.Of(
            IPAddress.Parse("192.168.218.2"),
            24,
            [IPAddress.Parse("192.168.218.10"), IPAddress.Parse("192.168.218.254")],
            [IPAddress.Parse("8.8.8.8"), IPAddress.Parse("2001:4860:4860::8888")],
            [service]
        );
        Assert.Equal("192.168.218.251", network.Services[0].Address.ToString());

        var (program, arguments) = PrivateNetwork.Wrap(
            network,
            "/usr/bin/python3",
            [
                "-c",
                Look,
                "name('8.8.8.8', 'packages.example.org')",
                "name('192.168.218.2', 'packages.example.org')",
                "name('8.8.8.8', 'example.org')",
                "get('192.168.218.251', 8080, 'packages.example.org', '/deb/Release')",
                "get('192.168.218.251', 8080, 'packages.example.org', '/Release')",
                "get('192.168.218.251', 8080, 'packages.example.org', '/deb/../../etc/passwd')",
                // Outside, another machine of the subnet, and another address of the gateway's side.
                "reach('192.0.2.1', 80)",
                "reach('192.168.218.10', 80)",
                "reach('8.8.8.8', 80)",
            ]
        );
        var output = await ExternalTool.Run(program, arguments);

        Assert.Equal(
            """
            192.168.218.251
            192.168.218.251
            rcode 3
            200 of the repository
            404
            404
            Network is unreachable
            No route to host
            Connection refused

            """,
            output.EnsureSuccess().Text
        );
    }

    [Fact]
    public async Task A_server_outside_is_reached_by_its_own_name_and_through_nothing_else()
    {
        var stop = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var asked = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                await client
                    .GetStream()
                    .WriteAsync("HTTP/1.0 200 OK\r\n\r\nof outside\n"u8.ToArray(), stop);
            },
            stop
        );
        // A name that this machine knows.
        await using var services = await GuestServices.StartAsync(
            ClusterText.Read(),
            repository: null,
            new Dictionary<string, string>(),
            [new DnsEndPoint("localhost", port)],
            _directory["cache"],
            stop
        );
        var network = GuestNetwork.Of(
            IPAddress.Parse("192.168.218.2"),
            24,
            [IPAddress.Parse("192.168.218.10")],
            services: services.Services
        );
        var address = network.Services[0].Address.ToString();
        var (program, arguments) = PrivateNetwork.Wrap(
            network,
            "/usr/bin/python3",
            [
                "-c",
                Look,
                "name('192.168.218.2', 'localhost')",
                $"get('{address}', {port}, 'localhost', '/')",
                $"reach('{address}', {port - 1})",
            ]
        );

        var output = await ExternalTool.Run(program, arguments);

        Assert.Equal(
            $"{address}\n200 of outside\nConnection refused\n",
            output.EnsureSuccess().Text
        );
        await asked;
    }

    [Fact]
    public async Task It_ends_with_the_program_in_it()
    {
        var marked = GuestNetwork.Of(
            IPAddress.Parse("10.98.76.1"),
            24,
            [],
            [IPAddress.Parse("10.98.76.54")],
            [new GuestService("packages.example.org", 8080, _directory["none.sock"])]
        );
        var (program, arguments) = PrivateNetwork.Wrap(marked, "/bin/true", []);
        (await ExternalTool.Run(program, arguments)).EnsureSuccess();
        var left = await ExternalTool.Run("pgrep", "-f", _directory["none.sock"]);
        Assert.Equal("", left.Text);
    }

    public void Dispose() => _directory.Dispose();
}
