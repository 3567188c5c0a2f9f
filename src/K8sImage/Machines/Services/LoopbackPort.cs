using System.Net;
using System.Net.Sockets;

namespace K8sImage.Machines.Services;

/// <summary>
/// TCP ports of the loopback interface. apt-cacher-ng 3.7.4 knows none above 32767: it can't listen on them ("Error resolving
/// address for binding: Success") and reaches no server there (503), so that the kernel's own choice is of no use.
/// </summary>
internal static class LoopbackPort
{
    /// <summary>A port on which nobody listens.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(20000, 32768);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }
}
