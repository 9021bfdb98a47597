namespace BeautyGrains.Grains;

/// <summary>
/// Decisions of one activation that are not yet durable, in version order. The only place where the durable state advances
/// and where those who wait for it go on or fail.
/// </summary>
internal sealed class Flights<TState>(Versioned<TState> durable)
{
    // Made when something takes off: most activations only tell.
    private Queue<Flight>? _flights;
    private Flight? _newest;

    private sealed record Flight(Versioned<TState> State, TaskCompletionSource Landed);

    /// <summary>What queries answer from.</summary>
    public Versioned<TState> Durable { get; private set; } = durable;

    /// <summary>What everybody who comes is told once something failed; null while nothing did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>A decision has led to this state and is on its way to the journal.</summary>
    public void TakeOff(Versioned<TState> state)
    {
        _newest = new(state, new(TaskCreationOptions.RunContinuationsAsynchronously));
        (_flights ??= new()).Enqueue(_newest);
    }

    /// <summary>Completes when the newest state that has taken off so far is durable.</summary>
    public Task Newest =>
        Failure is not null ? Task.FromException(Failure)
        : _newest is null || _newest.State.Version <= Durable.Version ? Task.CompletedTask
        : _newest.Landed.Task;

    /// <summary>Everything up to this version is durable.</summary>
    public void Land(long version)
    {
        while (_flights is not null && _flights.TryPeek(out var next) && next.State.Version <= version)
        {
            _flights.Dequeue();
            Durable = next.State;
            if (ReferenceEquals(next, _newest)) _newest = null;
            next.Landed.SetResult();
        }
    }

    /// <summary>
    /// Completes everything in flight from a version on, and for good. What took off before it is still on its way: an append may be refused at once
    /// because of one before it that nobody has heard of yet, and what became of that one is told by itself.
    /// </summary>
    /// <param name="version">The state that did not become durable; 0 for everything.</param>
    public void Fail(Exception failure, long version = 0)
    {
        Failure ??= failure;
        for (var left = _flights?.Count ?? 0; left > 0; left--)
        {
            var flight = _flights!.Dequeue();
            if (flight.State.Version < version)
            {
                _flights.Enqueue(flight);
                continue;
            }
            // Somebody may wait for this flight or nobody: an unobserved failure is not news.
            _ = flight.Landed.Task.Exception;
            flight.Landed.SetException(failure);
        }
    }
}
