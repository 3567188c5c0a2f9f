using System.Buffers.Binary;
using K8sImage.Findings;

namespace K8sImage.Bases;

/// <summary>What the first bytes of a disk tell about it.</summary>
internal static class DiskFormat
{
    /// <summary>QEMU's own format.</summary>
    public const string Qcow2 = "qcow2";

    /// <summary>The bytes of the disk as they are.</summary>
    public const string Raw = "raw";

    private const string Convert =
        "qemu-img convert -O qcow2 makes a qcow2 of any format that QEMU knows";

    // Lengths and offsets of qcow2's header, version 3 (QEMU, docs/interop/qcow2.rst); a boot sector is as long as a
    // sector and ends with its mark (UEFI 2.10, section 5.2).
    private const int SectorLength = 512;
    private const int BackingFileOffset = 8;
    private const int IncompatibleFeatures = 72;
    private const ulong ExternalDataFile = 1 << 2;

    /// <summary>The format of a disk; raw is known by its boot sector.</summary>
    /// <param name="path">The disk.</param>
    /// <param name="place">Where findings point.</param>
    /// <exception cref="FindingException">It is neither, or QEMU would read another file because of it.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static string Of(string path, Place place)
    {
        var header = new byte[SectorLength];
        using (var stream = File.OpenRead(path))
        {
            stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        }
        if (header is [(byte)'Q', (byte)'F', (byte)'I', 0xfb, ..])
        {
            CheckQcow2(header, place);
            return Qcow2;
        }
        return header is [.., 0x55, 0xaa]
            ? Raw
            : throw new FindingException(
                BaseRules.Format.At(
                    place,
                    "it is neither a qcow2 image nor a raw disk with a boot sector",
                    Convert
                )
            );
    }

    private static void CheckQcow2(ReadOnlySpan<byte> header, Place place)
    {
        var version = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        if (version is not (2 or 3))
        {
            throw new FindingException(
                BaseRules.Format.At(place, $"it is qcow2 of version {version}", Convert)
            );
        }
        var other =
            BinaryPrimitives.ReadUInt64BigEndian(header[BackingFileOffset..]) != 0 ? "backing file"
            : version == 3
            && (
                BinaryPrimitives.ReadUInt64BigEndian(header[IncompatibleFeatures..])
                & ExternalDataFile
            ) != 0
                ? "data file"
            : null;
        if (other is not null)
        {
            throw new FindingException(
                BaseRules.OtherFiles.At(
                    place,
                    $"it is not whole: it has a {other}, which QEMU would read as well",
                    "qemu-img convert -O qcow2 makes one file of both"
                )
            );
        }
    }
}
