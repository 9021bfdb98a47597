using Orleans.Runtime;

namespace BeautyGrains.Grains;

/// <summary>
/// Records expired reservations soon after their time, so that listeners hear of them. Correctness never needs it: an expired reservation stops
/// counting by itself, and the next command records it all the same.
/// </summary>
public sealed partial class StockGrain
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_afterTrouble = TimeSpan.FromSeconds(5);
    private IGrainTimer? _expiry;
    private DateTimeOffset _expiryAt;
    private bool _isRecording;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken token)
    {
        await base.OnActivateAsync(token);
        WatchExpiry();
    }

    /// <inheritdoc />
    protected override void OnDurable() => WatchExpiry();

    private void WatchExpiry()
    {
        // Head, not what is durable: what is being recorded now needs no timer more.
        if (HasFailed || _isRecording || Head.Due.IsEmpty) return;
        var next = Head.Due.Min.ExpiresAt;
        // A timer that comes too early looks again.
        if (_expiry is not null && _expiryAt <= next) return;
        _expiryAt = next;
        var wait = next - TimeAt(Durable);
        SetTimer(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < s_longestWait ? wait : s_longestWait);
    }

    private void SetTimer(TimeSpan wait)
    {
        _expiry?.Dispose();
        _expiry = this.RegisterGrainTimer(RecordExpired, new() { DueTime = wait, Period = Timeout.InfiniteTimeSpan, Interleave = true });
    }

    private async Task RecordExpired()
    {
        _expiry?.Dispose();
        _expiry = null;
        try
        {
            _isRecording = true;
            // Deciding nothing writes down what is overdue, a bounded part at a time, so that others decide in between.
            while (!Overdue(Head, TimeAt(Durable)).IsDefaultOrEmpty) await Decide(static (_, _) => Decision<StockEvent>.Of(), static (_, _) => true, Caller.House);
            _isRecording = false;
            WatchExpiry();
        }
        catch (Exception trouble) when (trouble is BusyException or NotWrittenException or OutcomeUnknownException)
        {
            _isRecording = false;
            if (!HasFailed) SetTimer(s_afterTrouble);
        }
    }
}
