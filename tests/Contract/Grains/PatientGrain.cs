using Orleans;
using Orleans.Concurrency;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>Waits until it is told to stop; tells the board of its key. Key: any text.</summary>
[Alias("contract.IPatientGrain")]
public interface IPatientGrain : IGrainWithStringKey
{
    /// <summary>Waits until cancelled, or until the gate of that name opens.</summary>
    [Alias("Wait")]
    Task<string> Wait(string gate, CancellationToken cancellationToken);

    /// <summary>Has another wait.</summary>
    [Alias("WaitThrough")]
    Task<string> WaitThrough(IPatientGrain other, string gate, CancellationToken cancellationToken);

    /// <summary>Waits at the gate, however long it takes; its callers wait for a second.</summary>
    [Alias("Hold"), ResponseTimeout("00:00:01")]
    Task Hold(string gate);

    /// <summary>Tells whether its token can be cancelled.</summary>
    [Alias("Look"), AlwaysInterleave]
    Task<bool> Look(CancellationToken cancellationToken);
}

public sealed class PatientGrain : Grain, IPatientGrain
{
    private Board Board => Board.Of(this.GetPrimaryKeyString());

    public async Task<string> Wait(string gate, CancellationToken cancellationToken)
    {
        Board.Say($"waits for {gate}");
        var scheduler = TaskScheduler.Current;
        cancellationToken.Register(
            () => Board.Say(TaskScheduler.Current == scheduler ? "told in a turn" : "told outside of turns"), useSynchronizationContext: false);
        try
        {
            await Board.Gate(gate).WaitAsync(cancellationToken);
            Board.Say($"{gate} is open");
            return gate;
        }
        catch (OperationCanceledException)
        {
            Board.Say($"stops waiting for {gate}");
            throw;
        }
    }

    public async Task<string> WaitThrough(IPatientGrain other, string gate, CancellationToken cancellationToken)
    {
        try
        {
            return await other.Wait(gate, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Board.Say("the other was stopped");
            throw;
        }
    }

    public async Task Hold(string gate)
    {
        Board.Say($"holds {gate}");
        await Board.Gate(gate);
        Board.Say($"held {gate}");
    }

    public Task<bool> Look(CancellationToken cancellationToken) => Task.FromResult(cancellationToken.IsCancellationRequested);
}
