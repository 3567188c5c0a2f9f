using System.Diagnostics.CodeAnalysis;

namespace Nuke.Common.IO;

/// <summary>A rooted, normalised path without a separator at its end.</summary>
public sealed class AbsolutePath : IEquatable<AbsolutePath>
{
    private static readonly StringComparer Comparer = OperatingSystem.IsWindows()
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal;

    private readonly string _path;

    private AbsolutePath(string path) =>
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>Last part of the path.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>Last part of the path, up to its last dot.</summary>
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(_path);

    /// <summary>From the last dot of the name on, the dot included; empty without one.</summary>
    public string Extension => Path.GetExtension(_path);

    /// <summary>The directory that holds this, or null at the root.</summary>
    public AbsolutePath? Parent =>
        Path.GetDirectoryName(_path) is { } parent ? new AbsolutePath(parent) : null;

    /// <summary>Goes down (or up by <c>..</c>).</summary>
    /// <exception cref="ArgumentException">The right side is rooted.</exception>
    [SuppressMessage("Usage", "CA2225", Justification = "Nuke names none.")]
    public static AbsolutePath operator /(AbsolutePath left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return Path.IsPathRooted(right)
            ? throw new ArgumentException(
                $"'{right}' is rooted: it can't follow '{left}'.",
                nameof(right)
            )
            : new AbsolutePath(Path.Combine(left._path, right));
    }

    /// <summary>The path as text.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    [SuppressMessage("Usage", "CA2225", Justification = "Nuke names none.")]
    public static implicit operator string?(AbsolutePath? path) => path?._path;

    /// <summary>A rooted path.</summary>
    /// <exception cref="ArgumentException">The path is not rooted.</exception>
    [return: NotNullIfNotNull(nameof(path))]
    [SuppressMessage("Usage", "CA2225", Justification = "Nuke names none.")]
    public static implicit operator AbsolutePath?(string? path) =>
        path is null ? null
        : Path.IsPathFullyQualified(path) ? new AbsolutePath(path)
        : throw new ArgumentException($"The path '{path}' must be rooted.", nameof(path));

    /// <summary>Equal as text, as the file system compares.</summary>
    public static bool operator ==(AbsolutePath? left, AbsolutePath? right) => Equals(left, right);

    /// <summary>Not equal as text, as the file system compares.</summary>
    public static bool operator !=(AbsolutePath? left, AbsolutePath? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(AbsolutePath? other) =>
        other is not null && Comparer.Equals(_path, other._path);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AbsolutePath);

    /// <inheritdoc/>
    public override int GetHashCode() => Comparer.GetHashCode(_path);

    /// <inheritdoc/>
    public override string ToString() => _path;
}
