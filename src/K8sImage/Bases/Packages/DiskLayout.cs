using System.Buffers.Binary;
using System.Globalization;

namespace K8sImage.Bases.Packages;

/// <summary>
/// Where things are on the disk: a GPT with a partition for GRUB's core image (BIOS), an EFI system partition, and the
/// root file system last, so that it can grow. The numbers 14, 15 and 1 are those of Debian's and Ubuntu's images.
/// </summary>
internal static class DiskLayout
{
    private const int Sector = 512;
    private const long MiB = 1024 * 1024;
    private const long CoreStart = 1 * MiB;
    private const long CoreLength = 1 * MiB;

    /// <summary>Length of the disk in bytes; a sparse file.</summary>
    public const long DiskLength = 3072 * MiB;

    /// <summary>First byte of the EFI system partition.</summary>
    public const long EspStart = CoreStart + CoreLength;

    /// <summary>Length of the EFI system partition in bytes.</summary>
    public const long EspLength = 126 * MiB;

    /// <summary>First byte of the root file system.</summary>
    public const long RootStart = EspStart + EspLength;

    /// <summary>Length of the root file system in bytes; the last mebibyte is the backup of the partition table.</summary>
    public const long RootLength = DiskLength - RootStart - MiB;

    /// <summary>Arguments of sgdisk(8) that make the partitions. It makes none with <c>--quiet</c>.</summary>
    public static IReadOnlyList<string> PartitionArguments(string disk) =>
        [
            Partition(14, CoreStart, CoreLength),
            "--typecode=14:ef02",
            Partition(15, EspStart, EspLength),
            "--typecode=15:ef00",
            Partition(1, RootStart, RootLength),
            // The root file system of x86-64 (Discoverable Partitions Specification).
            "--typecode=1:8304",
            disk,
        ];

    /// <summary>
    /// Writes GRUB's first stage and its core image, as grub-bios-setup(8) would, but into a file. The fields that name
    /// sectors are those of <c>include/grub/i386/pc/boot.h</c> and <c>diskboot.h</c> in GRUB's source.
    /// </summary>
    /// <param name="disk">The disk, with its partition table.</param>
    /// <param name="boot">GRUB's <c>boot.img</c>, 512 bytes.</param>
    /// <param name="core">The core image made by grub-mkimage(1).</param>
    /// <exception cref="InvalidDataException">The images don't have the form that they must have.</exception>
    public static void WriteBootLoader(Stream disk, byte[] boot, byte[] core)
    {
        if (boot.Length != Sector || core.Length <= Sector || core.Length > CoreLength)
        {
            throw new InvalidDataException(
                $"GRUB's images have {boot.Length} and {core.Length} bytes"
            );
        }
        // GRUB_BOOT_MACHINE_KERNEL_SECTOR: where the core image begins.
        BinaryPrimitives.WriteUInt64LittleEndian(boot.AsSpan(0x5C), CoreStart / Sector);
        // GRUB_BOOT_MACHINE_DRIVE_CHECK: a jump that floppy disks need and hard disks must not have.
        boot.AsSpan(0x66, 2).Fill(0x90);
        // The last entry of the block list in the core image's first sector: where the rest of it begins.
        BinaryPrimitives.WriteUInt64LittleEndian(core.AsSpan(Sector - 12), CoreStart / Sector + 1);
        disk.Position = 0;
        // What follows is the disk's identifier and the protective partition table.
        disk.Write(boot.AsSpan(0, 440));
        disk.Position = CoreStart;
        disk.Write(core);
    }

    private static string Partition(int number, long start, long length) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"--new={number}:{start / Sector}:{(start + length) / Sector - 1}"
        );
}
