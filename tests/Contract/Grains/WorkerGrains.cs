using Orleans;
using Orleans.Concurrency;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>Two at a time; key: any text.</summary>
[Alias("contract.IWorkerGrain")]
public interface IWorkerGrain : IGrainWithStringKey
{
    /// <summary>Waits at the gate "work" of its key's board; tells which of the workers it is.</summary>
    [Alias("Work")]
    Task<int> Work();
}

[StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    private static int s_made;

    private readonly int _number = Interlocked.Increment(ref s_made);
    private bool _isWorking;

    public async Task<int> Work()
    {
        var board = Board.Of(this.GetPrimaryKeyString());
        board.Say(_isWorking ? "two at once in one worker" : "works");
        _isWorking = true;
        await board.Gate("work");
        _isWorking = false;
        return _number;
    }
}

/// <summary>Gives work to one worker grain from one place, since workers are local to whoever calls them; key: any text.</summary>
[Alias("contract.IDispatcherGrain")]
public interface IDispatcherGrain : IGrainWithStringKey
{
    /// <summary>So many calls at once; tells which workers did them.</summary>
    [Alias("Dispatch")]
    Task<int[]> Dispatch(string worker, int calls);
}

public sealed class DispatcherGrain : Grain, IDispatcherGrain
{
    public Task<int[]> Dispatch(string worker, int calls)
        => Task.WhenAll(Enumerable.Range(0, calls).Select(_ => GrainFactory.GetGrain<IWorkerGrain>(worker).Work()));
}
