using Orleans;

namespace BeautyGrains.Bench.Calls;

/// <summary>Does nothing.</summary>
[Alias("bench.nothing")]
public interface INothingGrain : IGrainWithIntegerKey
{
    /// <summary>Answers at once.</summary>
    [Alias("Nothing")]
    Task Nothing();
}

/// <inheritdoc cref="INothingGrain" />
public sealed class NothingGrain : Grain, INothingGrain
{
    /// <inheritdoc />
    public Task Nothing() => Task.CompletedTask;
}
