using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>What <c>--continue</c> goes by: the plan of the last attempt, and which of its targets succeeded.</summary>
internal sealed class LastAttempt(AbsolutePath directory)
{
    private readonly AbsolutePath _file = directory / "build-attempt.log";

    // What a link leads to is not this program's.
    private bool IsLink => new FileInfo(_file).LinkTarget is not null;

    /// <summary>Begins an attempt; returns the targets that an attempt at the same plan has done already.</summary>
    public IReadOnlyCollection<string> Begin(
        IReadOnlyCollection<ExecutableTarget> plan,
        bool isContinued
    )
    {
        var title = string.Join(" ", plan.Select(target => target.Name));
        var before = isContinued && _file.FileExists() ? File.ReadAllLines(_file) : [];
        IReadOnlyCollection<string> done = before.FirstOrDefault() == title ? before[1..] : [];
        Write(() => File.WriteAllLines(_file, [title, .. done]));
        return done;
    }

    public void Succeeded(ExecutableTarget target) =>
        Write(() => File.AppendAllLines(_file, [target.Name]));

    // Where it can't be written, as in a checkout of another user, --continue begins anew, and nothing else is lost.
    private void Write(Action write)
    {
        try
        {
            if (!IsLink)
            {
                write();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said above.
        }
    }
}
