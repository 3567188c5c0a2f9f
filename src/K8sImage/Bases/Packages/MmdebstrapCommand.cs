namespace K8sImage.Bases.Packages;

/// <summary>The command line of mmdebstrap(1).</summary>
internal static class MmdebstrapCommand
{
    /// <summary>Its arguments, without the program.</summary>
    /// <param name="image">The base.</param>
    /// <param name="sources">Where packages come from.</param>
    /// <param name="work">A directory without characters that a shell gives a meaning to.</param>
    /// <param name="rootId">UUID of the root file system.</param>
    /// <param name="espId">Number of the EFI system partition's file system.</param>
    public static IReadOnlyList<string> Arguments(
        PackagesBase image,
        DebianSources sources,
        string work,
        Guid rootId,
        string espId
    )
    {
        if (!work.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.'))
        {
            // mmdebstrap gives hooks to a shell.
            throw new ArgumentException(
                "the path has characters that a shell would read",
                nameof(work)
            );
        }
        List<string> arguments =
        [
            "--variant=apt",
            // The hook below makes the only result.
            "--format=null",
            // The tree is thrown away after the hooks.
            "--skip=cleanup",
            "--include=" + string.Join(',', image.Packages),
            "--aptopt=APT::Install-Recommends \"false\"",
            "--dpkgopt=force-unsafe-io",
            "--dpkgopt=path-exclude=/usr/share/doc/*",
            "--dpkgopt=path-include=/usr/share/doc/*/copyright",
            $"--customize-hook=sh {work}/root.sh \"$1\" {rootId} {espId} {work} '{SuitesOf(image)}' '{SecuritySuiteOf(image)}'",
            $"--customize-hook=sh {work}/filesystem.sh \"$1\" {rootId} {work}",
            image.Suite,
            "-",
        ];
        // sources.list(5). The option is that of one source: nothing of it stays on the disk.
        var type = image.ChecksValidUntil ? "deb" : "deb [check-valid-until=no]";
        arguments.AddRange(
            SuitesOf(image).Split(' ').Select(suite => $"{type} {sources.Main} {suite} main")
        );
        if (image.HasSecurity && sources.Security is { } security)
        {
            arguments.Add($"{type} {security} {SecuritySuiteOf(image)} main");
        }
        return arguments;
    }

    // What a node on this disk takes from Debian's mirror, too.
    private static string SuitesOf(PackagesBase image) =>
        image.HasUpdates ? $"{image.Suite} {image.Suite}-updates" : image.Suite;

    // Empty where there is none.
    private static string SecuritySuiteOf(PackagesBase image) =>
        image.HasSecurity ? $"{image.Suite}-security" : "";
}
