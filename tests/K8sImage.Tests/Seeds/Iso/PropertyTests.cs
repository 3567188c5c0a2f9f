using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using K8sImage.Seeds.Iso;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Iso;

public sealed class PropertyTests
{
    [Property(MaxTest = 30, Arbitrary = [typeof(Arbitraries)])]
    public async Task Files_of_any_name_and_size_are_read_back_by_bsdtar(IsoFile[] files)
    {
        using var image = new TemporaryImage(files);
        string target = image.InDirectory("extracted");
        Directory.CreateDirectory(target);
        // Without ".", whose mode would keep others than root from writing into the directory.
        (
            await ExternalTool.Run("bsdtar", "-xf", image.Path, "-C", target, "--exclude", ".")
        ).EnsureSuccess();

        Assert.Equal(files.Length, Directory.GetFileSystemEntries(target).Length);
        foreach (IsoFile file in files)
        {
            Assert.Equal(
                file.Content.ToArray(),
                await File.ReadAllBytesAsync(
                    Path.Combine(target, file.Name),
                    TestContext.Current.CancellationToken
                )
            );
        }
    }

    private static class Arbitraries
    {
        public static Arbitrary<IsoFile[]> Files()
        {
            Gen<char> inner = Gen.Elements("abzABZ059-_.".ToCharArray());
            Gen<char> outer = Gen.Elements("abzABZ059-_".ToCharArray());
            Gen<string> name =
                from first in outer
                from length in Gen.Choose(0, 62)
                from middle in inner.ArrayOf(length)
                from last in outer
                select $"{first}{new string(middle)}{last}";
            Gen<int> size = Gen.OneOf(Gen.Elements(0, 1, 2047, 2048, 2049), Gen.Choose(0, 10_000));
            Gen<IsoFile> file =
                from text in name
                from length in size
                from seed in Gen.Choose(0, 1000)
                select new IsoFile(text, ReaderTests.Noise(length, seed));
            return file.ArrayOf()
                .Select(files =>
                    files.DistinctBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ToArray()
                )
                .ToArbitrary();
        }
    }
}
