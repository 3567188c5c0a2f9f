using K8sImage.Fuzzing;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Fuzzing;

/// <summary>A few of the files that <c>./build.sh Fuzz</c> makes.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Seed = 20261125;
    private const int Count = 300;

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_wrong_file_is_findings_and_nothing_else()
    {
        Directory.CreateDirectory(_directory["steps"]);
        Directory.CreateDirectory(_directory["roles"]);
        var run = new FuzzRun(Repository.Root, _directory.Path, Seed);
        var reading = new Reading(Repository.Root, _directory.Path);
        var refused = 0;
        for (var number = 0; number < Count; number++)
        {
            var (sample, bytes) = run.Make(number);
            var path = reading.PathOf(sample);
            File.WriteAllBytes(path, bytes);
            // It throws where something is written.
            var exception = Record.Exception(() =>
                refused += reading.Read(sample, number).HasErrors ? 1 : 0
            );
            Assert.True(exception is null, $"file {number}, {sample.Name}: {exception}");
            File.Delete(path);
        }
        // Else these would be no wrong files.
        Assert.True(refused > Count / 2, $"{refused} of {Count} refused");
    }

    [Fact]
    public void A_seed_and_a_number_make_one_file()
    {
        var (_, bytes) = new FuzzRun(Repository.Root, _directory.Path, Seed).Make(17);
        Assert.Equal(bytes, new FuzzRun(Repository.Root, _directory.Path, Seed).Make(17).Bytes);
        Assert.NotEqual(bytes, new FuzzRun(Repository.Root, _directory.Path, 1).Make(17).Bytes);
    }

    [Fact]
    public void What_is_written_is_a_fault()
    {
        var run = new FuzzRun(Repository.Root, _directory.Path, Seed);
        var sample = run.Make(0).Sample;
        var reading = new Reading(Repository.Root, _directory.Path);
        _directory.Write(Path.GetRelativePath(_directory.Path, reading.PathOf(sample)), "name: a");
        _directory.Write("output", "");
        Assert.Throws<InvalidOperationException>(() => reading.Read(sample, 0));
    }
}
