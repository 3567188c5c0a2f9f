using K8sImage.Seeds.Iso;
using Xunit;

namespace K8sImage.Tests.Seeds.Iso;

/// <summary>Alone, because one of these tests moves the whole process to another time zone.</summary>
[CollectionDefinition(nameof(DeterminismTests), DisableParallelization = true)]
[Collection(nameof(DeterminismTests))]
public sealed class DeterminismTests
{
    private static readonly IsoFile[] Files =
    [
        new("user-data", ReaderTests.Noise(5000, seed: 1)),
        new("meta-data", ReaderTests.Noise(50, seed: 2)),
        new("network-config", ReaderTests.Noise(500, seed: 3)),
    ];

    [Fact]
    public void Two_runs_write_the_same_bytes() =>
        Assert.Equal(Write(Files, TemporaryImage.Date), Write(Files, TemporaryImage.Date));

    [Fact]
    public void The_order_of_the_files_does_not_matter() =>
        Assert.Equal(
            Write(Files, TemporaryImage.Date),
            Write([Files[2], Files[0], Files[1]], TemporaryImage.Date)
        );

    [Fact]
    public void The_offset_in_which_a_date_is_told_does_not_matter() =>
        Assert.Equal(
            Write(Files, TemporaryImage.Date),
            Write(Files, TemporaryImage.Date.ToOffset(TimeSpan.FromHours(8)))
        );

    [Fact]
    public void The_time_zone_of_the_machine_does_not_matter()
    {
        byte[] here = Write(Files, TemporaryImage.Date);
        string? zone = Environment.GetEnvironmentVariable("TZ");
        try
        {
            foreach (string other in (string[])["Asia/Shanghai", "America/St_Johns"])
            {
                Environment.SetEnvironmentVariable("TZ", other);
                TimeZoneInfo.ClearCachedData();
                Assert.Equal(other, TimeZoneInfo.Local.Id);
                Assert.Equal(here, Write(Files, TemporaryImage.Date));
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }
    }

    [Fact]
    public void Memory_that_another_image_has_used_does_not_show()
    {
        byte[] before = Write(Files, TemporaryImage.Date);
        // Of as many sectors of metadata, so that both get the same memory, but with more records in them.
        Write(
            [.. Enumerable.Range(0, 7).Select(i => new IsoFile($"another-{i}", default))],
            TemporaryImage.Date
        );
        Assert.Equal(before, Write(Files, TemporaryImage.Date));
    }

    private static byte[] Write(IReadOnlyList<IsoFile> files, DateTimeOffset date)
    {
        using var stream = new MemoryStream();
        IsoImage.Write(stream, "cidata", date, files);
        return stream.ToArray();
    }
}
