using System.Buffers;

namespace K8sImage.Seeds.Iso;

/// <summary>
/// Writes small ISO 9660 images (ECMA-119) with Joliet (level 3) and Rock Ridge (RRIP 1.12), all files in the root
/// directory. The same files, label and date give the same bytes, in whatever order the files come.
/// </summary>
/// <remarks>
/// <para>
/// Three name systems, one name: Rock Ridge is what Linux, macOS and the BSDs read, Joliet what Windows reads (and
/// Linux with <c>norock</c>); the plain identifiers of the primary tree are left for simple readers (and Linux with
/// <c>norock,nojoliet</c>). cloud-init looks for <c>user-data</c> and nothing else, so the plain identifier too is that
/// name, and not the <c>USER_DATA.;1</c> that ECMA-119 7.5 and 7.4.1 ask for: no reader would find the hyphen again in
/// it. Readers show such relaxed names as they stand, as they do for genisoimage's <c>-iso-level 4</c>.
/// </para>
/// <para>
/// The label may hold lower case letters for the same reason: NoCloud's is <c>cidata</c>, though ECMA-119 allows a volume
/// identifier no letters but capitals.
/// </para>
/// <para>
/// An image ends with the last file's sector. The 150 empty sectors that other writers add are for the run-out of a
/// burnt track; a virtual drive reports the exact size, and no system reads ahead past it.
/// </para>
/// </remarks>
public static class IsoImage
{
    /// <summary>Writes an image, from its first byte to its last, without seeking.</summary>
    /// <param name="destination">Where the image goes; it isn't flushed or closed.</param>
    /// <param name="volumeLabel">Name of the volume: 1 to 16 printable ASCII characters (Joliet holds no more).</param>
    /// <param name="date">
    /// The one date of the volume and of all files, written in UTC, years 1970 to 2155. <c>blkid</c> makes the volume's
    /// UUID of it, to the hundredth of a second.
    /// </param>
    /// <param name="files">The files, in any order.</param>
    /// <exception cref="ArgumentException">
    /// The label, the date or a file's name can't be held, or two names are the same; nothing has been written then.
    /// </exception>
    public static void Write(
        Stream destination,
        string volumeLabel,
        DateTimeOffset date,
        IReadOnlyList<IsoFile> files
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        IsoNames.CheckLabel(volumeLabel);
        var isoDate = new IsoDate(date);
        IsoFile[] sorted = IsoNames.Sort(files);
        var layout = new IsoLayout(sorted);

        int length = layout.FirstFile * IsoLayout.SectorSize;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> metadata = buffer.AsSpan(0, length);
            metadata.Clear();
            VolumeDescriptors.Write(metadata, layout, volumeLabel, isoDate);
            PathTables.Write(metadata, layout);
            PrimaryDirectory.Write(metadata, layout, sorted, isoDate);
            JolietDirectory.Write(metadata, layout, sorted, isoDate);
            destination.Write(metadata);

            ReadOnlySpan<byte> zeros = metadata[..IsoLayout.SectorSize];
            foreach (IsoFile file in sorted)
            {
                destination.Write(file.Content.Span);
                destination.Write(zeros[..IsoLayout.Padding(file)]);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Length in bytes of the image that <see cref="Write"/> makes of these files; a multiple of 2048.</summary>
    /// <exception cref="ArgumentException">A file's name can't be held, or two names are the same.</exception>
    public static long GetLength(IReadOnlyList<IsoFile> files) =>
        new IsoLayout(IsoNames.Sort(files)).Sectors * (long)IsoLayout.SectorSize;
}
