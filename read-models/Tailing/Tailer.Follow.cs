namespace BeautyGrains.ReadModels;

/// <content>Going on by itself.</content>
public sealed partial class Tailer
{
    private bool _asked;
    private CancellationTokenSource _wake = new();

    /// <summary>Follows until cancelled.</summary>
    public async Task Follow(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var (before, begun) = (Status.EventsApplied, Up);
                if (!await RunOnce(cancel)) await Idle(cancel);
                else if (Status.EventsApplied - before < _most && _building is null) await Gather(begun + options.Gather - Up, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                break;
            }
        }
        await LetGo();
    }

    // A transaction costs much the same for one event as for a hundred. Whoever waits for the copy ends the pause.
    private async Task Gather(TimeSpan rest, CancellationToken cancel)
    {
        if (rest <= TimeSpan.Zero || Waited() is not { } waited) return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(Task.Delay(rest, clock, end.Token), waited);
        await end.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Looks at once for copies that were asked for; ends a wait.</summary>
    public void Wake()
    {
        // What was asked for is begun, whatever stood before: who looks now is not told that it has stopped.
        lock (_statusLock) _status = _state == TailerState.Stopped ? _status with { State = TailerState.Starting, Fault = null } : _status;
        Volatile.Write(ref _asked, true);
        Interlocked.Exchange(ref _wake, new()).Cancel();
    }

    /// <summary>Until there are events, it was woken, or it is time to look or to try again.</summary>
    private async Task Idle(CancellationToken cancel)
    {
        var woken = Volatile.Read(ref _wake).Token;
        if (Volatile.Read(ref _asked)) return;
        var now = Up;
        var until = _lead is null ? _workAt : _lookAt;
        if (_tellAt > now && _tellAt < until) until = _tellAt;
        using var time = new CancellationTokenSource(until > now ? until - now : TimeSpan.Zero, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token, woken);
        try
        {
            if (_lead is not null && (_serving ?? _building) is { } copy) await journal.WaitForMore(copy.Row.Position, end.Token);
            else await Task.Delay(Timeout.InfiniteTimeSpan, clock, end.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // It is time.
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            await LetGo();
            Troubled(trouble);
        }
    }
}
