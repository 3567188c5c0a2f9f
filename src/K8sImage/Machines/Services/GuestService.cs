namespace K8sImage.Machines.Services;

/// <summary>A server that guests reach although their network leads nowhere.</summary>
/// <param name="Host">The host name or IPv4 address that guests know it by.</param>
/// <param name="Port">Its TCP port in the guests' eyes.</param>
/// <param name="Socket">Path of the unix socket on which it is served on this machine; at most 107 bytes long.</param>
public sealed record GuestService(string Host, int Port, string Socket);
