using Orleans;

namespace BeautyGrains.Contract.Tests.Grains;

/// <summary>Counts in memory.</summary>
[Alias("contract.ICountingGrain")]
public interface ICountingGrain : IGrainWithStringKey
{
    /// <summary>Adds one and tells how many that makes.</summary>
    [Alias("Add")]
    Task<int> Add();

    /// <summary>Ends the activation once the call is over.</summary>
    [Alias("End")]
    Task End();
}

public sealed class CountingGrain : Grain, ICountingGrain
{
    private int _count;

    public Task<int> Add() => Task.FromResult(++_count);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
