using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>Finds the root directory of a build.</summary>
internal static class Root
{
    /// <exception cref="BuildError">There is none.</exception>
    public static AbsolutePath Find(CommandLine commandLine, string workingDirectory)
    {
        AbsolutePath here = workingDirectory;
        if (commandLine.ValuesOf(Parameter.Root) is { } given)
        {
            return given.Count == 0
                ? here
                : (AbsolutePath)
                    ValueConverter.Convert(
                        Parameter.Root,
                        given,
                        Parameter.Root.Option,
                        workingDirectory
                    );
        }
        for (var directory = here; directory is not null; directory = directory.Parent)
        {
            if ((directory / ".nuke").DirectoryExists())
            {
                return directory;
            }
        }
        throw new BuildError(
            $"Neither '{here}' nor a directory above it holds '.nuke': say --root DIR, the directory in which build.sh is."
        );
    }
}
