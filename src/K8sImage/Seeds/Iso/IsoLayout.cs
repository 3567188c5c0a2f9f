namespace K8sImage.Seeds.Iso;

/// <summary>Which sector holds what. A sector is a logical block here, 2048 bytes.</summary>
internal readonly struct IsoLayout
{
    public const int SectorSize = 2048;

    // Sectors 0 to 15 are the system area (ECMA-119 6.2.1), left zero.
    public const int PrimaryDescriptor = 16;
    public const int JolietDescriptor = 17;
    public const int Terminator = 18;
    public const int PrimaryPathTableL = 19;
    public const int PrimaryPathTableM = 20;
    public const int JolietPathTableL = 21;
    public const int JolietPathTableM = 22;
    public const int PrimaryRoot = 23;

    /// <param name="files">The files in the order of <see cref="IsoNames.Sort"/>.</param>
    public IsoLayout(IsoFile[] files)
    {
        int primary = PrimaryDirectory.HeadLength;
        int joliet = JolietDirectory.HeadLength;
        uint content = 0;
        foreach (IsoFile file in files)
        {
            int length = PrimaryDirectory.RecordLength(file.Name);
            primary = DirectoryRecord.Place(primary, length) + length;
            length = JolietDirectory.RecordLength(file.Name);
            joliet = DirectoryRecord.Place(joliet, length) + length;
            content = checked(content + FileSectors(file));
        }
        PrimaryRootLength = RoundUp(primary);
        JolietRootLength = RoundUp(joliet);
        Sectors = checked((uint)FirstFile + content);
    }

    /// <summary>Bytes in the primary root directory, a multiple of the sector.</summary>
    public int PrimaryRootLength { get; }

    /// <summary>
    /// The continuation area of the primary root's "." record (SUSP 5.1); behind the directory, because libarchive
    /// reads forward only.
    /// </summary>
    public int Continuation => PrimaryRoot + PrimaryRootLength / SectorSize;

    public int JolietRoot => Continuation + 1;

    /// <summary>Bytes in the Joliet root directory, a multiple of the sector.</summary>
    public int JolietRootLength { get; }

    /// <summary>The first file's sector; all before it is metadata.</summary>
    public int FirstFile => JolietRoot + JolietRootLength / SectorSize;

    /// <summary>Sectors in the volume.</summary>
    public uint Sectors { get; }

    /// <summary>
    /// Sectors of a file. An empty one gets a sector too, so that no two files share an extent: readers take
    /// those for hard links.
    /// </summary>
    public static uint FileSectors(IsoFile file) =>
        Math.Max(1, ((uint)file.Content.Length + SectorSize - 1) / SectorSize);

    /// <summary>Bytes that fill up a file's last sector.</summary>
    public static int Padding(IsoFile file) =>
        (int)(FileSectors(file) * (long)SectorSize - file.Content.Length);

    private static int RoundUp(int length) => (length + SectorSize - 1) / SectorSize * SectorSize;
}
