namespace BeautyGrains.Engine;

/// <summary>What was counted of one grain class since the engine was made. The numbers are read one after the other while calls go on, so they may differ by a few.</summary>
/// <param name="GrainType">As in grain ids.</param>
/// <param name="ClassName">The full name of the class.</param>
/// <param name="Activations">Grains in memory now, including those that begin or end.</param>
/// <param name="Activated">Activations made ready, ever.</param>
/// <param name="Deactivated">Activations ended after they had been ready, ever.</param>
/// <param name="ActivationsFailed">Constructors and OnActivateAsync that threw, ever.</param>
/// <param name="Calls">Calls sent, ever.</param>
/// <param name="Failed">Calls that ended with an exception or were refused, ever; without time-outs.</param>
/// <param name="TimedOut">Calls whose caller was told of a time-out, ever.</param>
/// <param name="Waiting">Calls that wait in mailboxes now.</param>
/// <param name="Running">Calls that grains have begun and not ended now.</param>
public sealed record GrainStatistics(
    string GrainType,
    string ClassName,
    long Activations,
    long Activated,
    long Deactivated,
    long ActivationsFailed,
    long Calls,
    long Failed,
    long TimedOut,
    long Waiting,
    long Running);

/// <summary>What was counted of one stream provider.</summary>
/// <param name="Provider">Its name.</param>
/// <param name="Waiting">Batches that wait for a grain or are being delivered now.</param>
/// <param name="Delivered">Batches that a grain took, ever; once per listening grain.</param>
/// <param name="Redelivered">Tries after a failed one, ever.</param>
/// <param name="Lost">Batches given up after too many failed tries, ever.</param>
/// <param name="Refused">Batches that found a queue full, ever; their producers were told.</param>
public sealed record StreamStatistics(string Provider, long Waiting, long Delivered, long Redelivered, long Lost, long Refused);

/// <summary>What the engine counts, for metrics and the engine page. Reading is cheap and stops nobody.</summary>
public sealed class EngineStatistics
{
    private readonly GrainCatalogue _catalogue;

    private readonly EngineStreams _streams;

    internal EngineStatistics(GrainCatalogue catalogue, EngineStreams streams)
    {
        _catalogue = catalogue;
        _streams = streams;
    }

    /// <summary>A reading of every grain class, in the order of their full names.</summary>
    public IReadOnlyList<GrainStatistics> Read() => [.. _catalogue.Classes.Select(Read)];

    /// <summary>A reading of every stream provider in use, in the order of their names.</summary>
    public IReadOnlyList<StreamStatistics> ReadStreams() => _streams.Read();

    private static GrainStatistics Read(GrainClass grainClass)
    {
        var counters = grainClass.Counters;
        var ended = counters[Counted.Ended];
        var dropped = counters[Counted.Dropped];
        var begun = counters[Counted.Begun];
        var sent = counters[Counted.Sent];
        return new(
            grainClass.Name.ToString(),
            grainClass.Type.FullName!,
            grainClass.Activations.Count,
            counters[Counted.Activated],
            counters[Counted.Deactivated],
            counters[Counted.ActivationsFailed],
            sent,
            counters[Counted.Failed],
            counters[Counted.TimedOut],
            Waiting: Math.Max(0, sent - begun - dropped),
            Running: Math.Max(0, begun - ended));
    }
}
