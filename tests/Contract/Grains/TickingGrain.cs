using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>Ticks and tells the board of its key; key: any text. "throws" throws at each tick.</summary>
[Alias("contract.ITickingGrain")]
public interface ITickingGrain : IGrainWithStringKey
{
    [Alias("Start")]
    Task Start(TimeSpan due, TimeSpan period);

    [Alias("StartInterleaving"), AlwaysInterleave]
    Task StartInterleaving(TimeSpan due);

    /// <summary>What a change of the timer to that due time throws; "nothing".</summary>
    [Alias("Change")]
    Task<string> Change(TimeSpan due);

    [Alias("Hold")]
    Task Hold(string gate);
}

public sealed class TickingGrain : Grain, ITickingGrain
{
    private IGrainTimer? _timer;

    private Board Board => Board.Of(this.GetPrimaryKeyString());

    public Task Start(TimeSpan due, TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(due, period));
        return Task.CompletedTask;
    }

    public Task StartInterleaving(TimeSpan due)
    {
        this.RegisterGrainTimer(
            static (board, _) =>
            {
                board.Say("interleaving tick");
                return Task.CompletedTask;
            },
            Board,
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<string> Change(TimeSpan due)
    {
        try
        {
            _timer!.Change(due, Timeout.InfiniteTimeSpan);
            return Task.FromResult("nothing");
        }
        catch (ArgumentOutOfRangeException)
        {
            return Task.FromResult("out of range");
        }
    }

    public async Task Hold(string gate)
    {
        Board.Say($"hold {gate}");
        await Board.Gate(gate);
        Board.Say($"held {gate}");
    }

    private Task Tick(CancellationToken cancellationToken)
    {
        Board.Say(RequestContext.Get("who") is { } who ? $"tick of {who}" : "tick");
        if (this.GetPrimaryKeyString() == "throws")
            throw new InvalidOperationException("on purpose");
        return Task.CompletedTask;
    }
}
