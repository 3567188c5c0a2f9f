using System.Net.Http.Headers;

namespace K8sImage.Bases.Published;

/// <summary>
/// What of a download is there. Beside it stands by what the server knew the file (its ETag or date), so that the rest is
/// asked of the same file only.
/// </summary>
/// <param name="path">Where the download is written.</param>
internal sealed class PartialFile(string path)
{
    private readonly string _validatorPath = ValidatorOf(path);

    /// <summary>Where it stands by what the server knew the file.</summary>
    public static string ValidatorOf(string path) => path + ".validator";

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Its length in bytes; 0 if there is none.</summary>
    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>By what the server knew the file; null if the download can't go on.</summary>
    public RangeConditionHeaderValue? Validator =>
        Length > 0
        && File.Exists(_validatorPath)
        && RangeConditionHeaderValue.TryParse(File.ReadAllText(_validatorPath), out var value)
            ? value
            : null;

    /// <summary>Begins anew.</summary>
    /// <param name="validator">By what the server knows the file; null if it does not say.</param>
    public FileStream Begin(RangeConditionHeaderValue? validator)
    {
        // In this order: the old file's validator never stands beside the new file's bytes.
        File.Delete(_validatorPath);
        var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        if (validator is not null)
        {
            File.WriteAllText(_validatorPath, validator.ToString());
        }
        return stream;
    }

    /// <summary>Goes on at its end.</summary>
    public FileStream Continue() => new(path, FileMode.Append, FileAccess.Write);

    /// <summary>The download is whole and verified: only the file itself stays.</summary>
    public void Complete() => File.Delete(_validatorPath);

    /// <summary>Removes it.</summary>
    public void Discard()
    {
        File.Delete(_validatorPath);
        File.Delete(path);
    }
}
