using Nuke.Common.IO;

namespace Nuke.Common.Tests;

public sealed class PathTests : IDisposable
{
    private readonly AbsolutePath _root = Directory
        .CreateTempSubdirectory("nuke-common-tests-")
        .FullName;

    public void Dispose() => _root.DeleteDirectory();

    [Fact]
    public void A_path_goes_down_and_up_and_has_parts()
    {
        var file = _root / "a" / "b.tar.gz";
        Assert.Equal(
            "b.tar.gz b.tar .gz",
            $"{file.Name} {file.NameWithoutExtension} {file.Extension}"
        );
        Assert.Equal(_root, file / ".." / "..");
        Assert.Equal(_root / "a", file.Parent);
        Assert.Null(((AbsolutePath)Path.GetPathRoot(_root)!).Parent);
    }

    [Fact]
    public void A_path_that_is_not_rooted_is_refused()
    {
        Assert.Throws<ArgumentException>(() => (AbsolutePath)"a/b");
        Assert.Throws<ArgumentException>(() => _root / (string)_root);
    }

    [Fact]
    public void A_text_is_written_with_its_parents_and_ends_with_one_line_break()
    {
        var file = (_root / "x" / "y.txt").WriteAllText("a\n\n");
        Assert.Equal("a\n", file.ReadAllText());
        Assert.Equal("a", file.WriteAllText("a", eofLineBreak: false).ReadAllText());
        file.DeleteFile();
        file.DeleteFile();
        Assert.False(file.FileExists());
    }

    [Fact]
    public void Patterns_find_files_and_directories_at_their_depth()
    {
        foreach (var name in (string[])["a.cs", "one/b.cs", "one/two/c.cs", "one/two/d.txt"])
        {
            (_root / name).WriteAllText(name);
        }
        Assert.Equal(["a.cs"], Names(_root.GlobFiles("*.cs")));
        Assert.Equal(
            ["a.cs", "one/b.cs", "one/two/c.cs"],
            Names(_root.GlobFiles("**/*.cs", "?.cs"))
        );
        Assert.Equal(["one/two/c.cs", "one/two/d.txt"], Names(_root.GlobFiles("one/two/**")));
        Assert.Equal(["one/two"], Names(_root.GlobDirectories("*/*")));
        Assert.Empty(_root.GlobFiles("three/*"));
    }

    private IEnumerable<string> Names(IEnumerable<AbsolutePath> paths) =>
        paths.Select(path => Path.GetRelativePath(_root, path).Replace('\\', '/'));
}
