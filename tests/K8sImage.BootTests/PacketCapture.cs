using System.Buffers.Binary;
using System.Net;

namespace K8sImage.BootTests;

/// <summary>An IPv4 packet as it was on a guest's network.</summary>
public sealed record CapturedPacket(
    string Source,
    string Destination,
    int Protocol,
    int DestinationPort,
    int TcpFlags
)
{
    private const int Tcp = 6;
    private const int Udp = 17;

    public bool IsTcpTo(string address, int port) =>
        Protocol == Tcp && Destination == address && DestinationPort == port;

    public bool IsUdpTo(string address, int port) =>
        Protocol == Udp && Destination == address && DestinationPort == port;

    public bool IsTcpReset => Protocol == Tcp && (TcpFlags & 0x04) != 0;

    /// <summary>SYN and ACK: somebody takes a connection.</summary>
    public bool IsTcpAccept => Protocol == Tcp && (TcpFlags & 0x12) == 0x12;
}

/// <summary>Reads QEMU's packet dump: pcap in the machine's byte order, Ethernet frames.</summary>
public static class PacketCapture
{
    public static IReadOnlyList<CapturedPacket> Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        List<CapturedPacket> packets = [];
        var at = 24;
        while (at + 16 <= file.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 8)..]);
            at += 16;
            if (at + length > file.Length)
            {
                break;
            }
            var frame = file.Slice(at, length);
            at += length;
            if (frame.Length >= 34 && BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) == 0x0800)
            {
                packets.Add(Parse(frame[14..]));
            }
        }
        return packets;
    }

    private static CapturedPacket Parse(ReadOnlySpan<byte> packet)
    {
        var header = (packet[0] & 0xF) * 4;
        var payload = packet[header..];
        return new CapturedPacket(
            new IPAddress(packet.Slice(12, 4)).ToString(),
            new IPAddress(packet.Slice(16, 4)).ToString(),
            packet[9],
            payload.Length >= 4 ? BinaryPrimitives.ReadUInt16BigEndian(payload[2..]) : 0,
            packet[9] == 6 && payload.Length >= 14 ? payload[13] : 0
        );
    }
}
