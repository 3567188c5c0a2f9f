using System.Buffers.Binary;

namespace K8sImage.Seeds.Iso;

/// <summary>Numbers written twice, little-endian first: ECMA-119 7.2.3 (16 bits) and 7.3.3 (32 bits).</summary>
internal static class BothEndian
{
    /// <summary>Writes four bytes.</summary>
    public static void Write(Span<byte> field, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(field, value);
        BinaryPrimitives.WriteUInt16BigEndian(field[2..], value);
    }

    /// <summary>Writes eight bytes.</summary>
    public static void Write(Span<byte> field, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(field, value);
        BinaryPrimitives.WriteUInt32BigEndian(field[4..], value);
    }
}
