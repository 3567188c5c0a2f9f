using System.Text;

namespace K8sImage.Machines;

/// <summary>Reads what another process appends to a file.</summary>
/// <param name="path">The file; may not be there yet.</param>
public sealed class LogTail(string path)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _text = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private long _position;

    /// <summary>All that was read so far; what is not UTF-8 is replaced by U+FFFD.</summary>
    public string Text => _text.ToString();

    /// <summary>Reads what is new.</summary>
    /// <returns>The new text; empty if there is none.</returns>
    public string ReadNew()
    {
        var start = _text.Length;
        try
        {
            // QEMU has the file open for writing.
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            file.Position = _position;
            int read;
            while ((read = file.Read(_buffer)) > 0)
            {
                _position += read;
                var characters = new char[
                    _decoder.GetCharCount(_buffer.AsSpan(0, read), flush: false)
                ];
                _decoder.GetChars(_buffer.AsSpan(0, read), characters, flush: false);
                _text.Append(characters);
            }
        }
        catch (FileNotFoundException)
        {
            return "";
        }
        return _text.ToString(start, _text.Length - start);
    }
}
