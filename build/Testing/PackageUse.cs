/// <summary>What packages are for.</summary>
internal enum PackageUse
{
    /// <summary>All that <c>Test</c> runs.</summary>
    Tests,

    /// <summary>Boots: QEMU, firmware, and what bases are built with.</summary>
    Boots,

    /// <summary>The servers that guests reach: a name server, tunnels and a proxy.</summary>
    Servers,

    /// <summary>All that <c>TestBoots</c> runs.</summary>
    TestBoots,

    /// <summary>All that <c>Benchmark</c> runs.</summary>
    Benchmarks,
}
