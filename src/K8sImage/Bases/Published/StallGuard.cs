namespace K8sImage.Bases.Published;

/// <summary>Cancels when a server has been silent for too long; how long a whole download takes is its own affair.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _user;

    /// <param name="limit">The longest silence.</param>
    /// <param name="user">Ends the work for other reasons.</param>
    public StallGuard(TimeSpan limit, CancellationToken user)
    {
        Limit = limit;
        _user = user;
        _source = CancellationTokenSource.CreateLinkedTokenSource(user);
    }

    /// <summary>The longest silence.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Whether it was the silence that cancelled.</summary>
    public bool HasStalled => _source.IsCancellationRequested && !_user.IsCancellationRequested;

    /// <summary>The token for one more wait: the silence is counted from here.</summary>
    public CancellationToken Wait()
    {
        _source.CancelAfter(Limit);
        return _source.Token;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
