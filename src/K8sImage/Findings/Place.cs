namespace K8sImage.Findings;

/// <summary>A place in a file that a person wrote.</summary>
/// <param name="File">Path as the user gave it; what is not a file has a word for itself.</param>
/// <param name="Line">Line, counted from 1; 0 means the file as a whole.</param>
/// <param name="Column">Column in characters, counted from 1; 0 means the line as a whole.</param>
public readonly record struct Place(string File, int Line = 0, int Column = 0)
{
    /// <summary>The place as compilers print it: <c>file:line:column</c>.</summary>
    public override string ToString() =>
        Line == 0 ? File
        : Column == 0 ? $"{File}:{Line}"
        : $"{File}:{Line}:{Column}";
}
