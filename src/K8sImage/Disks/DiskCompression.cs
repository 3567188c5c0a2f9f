namespace K8sImage.Disks;

/// <summary>How the clusters of a qcow2 file are compressed (QEMU, docs/interop/qcow2.rst).</summary>
public enum DiskCompression
{
    /// <summary>Fast to read; QEMU 5.1 and later.</summary>
    Zstd,

    /// <summary>What every QEMU reads.</summary>
    Zlib,

    /// <summary>Not at all: twice the size and more.</summary>
    None,
}
