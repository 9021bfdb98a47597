using Orleans;
using Orleans.Concurrency;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>A grain whose calls interleave; key: any text.</summary>
[Alias("contract.IReentrantGrain")]
public interface IReentrantGrain : IGrainWithStringKey
{
    /// <summary>Waits at the gate; tells how many threads were in the grain at once, at most.</summary>
    [Alias("Hold")]
    Task<int> Hold(string gate);

    [Alias("CallBackThrough")]
    Task<string> CallBackThrough(IReentrantGrain other);

    [Alias("KeyOf")]
    Task<string> KeyOf(IReentrantGrain caller);

    [Alias("Key")]
    Task<string> Key();
}

[Reentrant]
public sealed class ReentrantGrain : Grain, IReentrantGrain
{
    private int _inside;
    private int _most;

    private Board Board => Board.Of(this.GetPrimaryKeyString());

    public async Task<int> Hold(string gate)
    {
        Enter();
        Board.Say("in");
        await Board.Gate(gate);
        Enter();
        await Task.Yield();
        Enter();
        return _most;
    }

    public Task<string> CallBackThrough(IReentrantGrain other) => other.KeyOf(this.AsReference<IReentrantGrain>());

    public Task<string> KeyOf(IReentrantGrain caller) => caller.Key();

    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());

    private void Enter()
    {
        var inside = Interlocked.Increment(ref _inside);
        _most = Math.Max(_most, inside);
        Thread.SpinWait(100);
        Interlocked.Decrement(ref _inside);
    }
}
