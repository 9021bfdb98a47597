using System.Reflection;

namespace BeautyGrains.Engine;

/// <summary>How the engine runs. Checked when the engine is made; a value out of range throws <see cref="ArgumentException"/> there.</summary>
public sealed class EmbeddedEngineOptions
{
    /// <summary>Where the grain classes are; at least one.</summary>
    public IList<Assembly> GrainAssemblies { get; } = [];

    /// <summary>Everything runs as tasks of this scheduler; a single-threaded one makes the whole engine single-threaded.</summary>
    public TaskScheduler Scheduler { get; set; } = TaskScheduler.Default;

    /// <summary>After that a caller gets a <see cref="TimeoutException"/>, at most about a second late; 30 s. <see cref="Timeout.InfiniteTimeSpan"/>: never.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>An activation unused for so long is ended; 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Between two looks for unused activations; 1 min, at most the collection age.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>After that the token of OnActivateAsync is cancelled; 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After that the token of OnDeactivateAsync is cancelled, and a stop waits no longer; 30 s.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>So long a stop waits for running calls before it ends the activations; 10 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>So many activations a stateless worker grain has at most that does not say; 1 to 1,000,000; the number of processors. A simulation sets it, to be the same on every machine.</summary>
    public int StatelessWorkers { get; set; } = Environment.ProcessorCount;

    /// <summary>So many batches of one stream may wait for one grain; a producer of more gets an <see cref="InvalidOperationException"/>; 1 to 1,000,000; 1,024.</summary>
    public int MaxWaitingBatchesPerStream { get; set; } = 1024;

    /// <summary>The same of all streams of a provider together; 65,536.</summary>
    public int MaxWaitingBatches { get; set; } = 65_536;

    /// <summary>An activation gives its thread up after so many turns, 1 to 10,000; 64.</summary>
    public int TurnsPerSlice { get; set; } = 64;

    /// <summary>What goes wrong with messages, for simulation; null: nothing.</summary>
    internal ICallFaults? Faults { get; set; }

    internal void Validate()
    {
        if (GrainAssemblies.Count == 0)
            throw new ArgumentException("The engine needs at least one assembly with grain classes.", nameof(GrainAssemblies));
        ArgumentNullException.ThrowIfNull(Scheduler);
        if (CallTimeout != Timeout.InfiniteTimeSpan)
            MustBePositive(CallTimeout, nameof(CallTimeout));
        MustBePositive(CollectionAge, nameof(CollectionAge));
        MustBePositive(CollectionQuantum, nameof(CollectionQuantum));
        MustBePositive(ActivationTimeout, nameof(ActivationTimeout));
        MustBePositive(DeactivationTimeout, nameof(DeactivationTimeout));
        MustBePositive(DrainTimeout, nameof(DrainTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CollectionQuantum, CollectionAge, nameof(CollectionQuantum));
        MustBeBound(MaxWaitingBatchesPerStream, nameof(MaxWaitingBatchesPerStream));
        MustBeBound(StatelessWorkers, nameof(StatelessWorkers));
        MustBeBound(MaxWaitingBatches, nameof(MaxWaitingBatches));
        ArgumentOutOfRangeException.ThrowIfLessThan(TurnsPerSlice, 1, nameof(TurnsPerSlice));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TurnsPerSlice, 10_000, nameof(TurnsPerSlice));
    }

    private static void MustBeBound(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000, name);
    }

    private static void MustBePositive(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(49), name);
    }
}
