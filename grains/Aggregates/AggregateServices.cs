using System.Collections.Concurrent;
using BeautyGrains.Journal;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Grains;

/// <summary>What every aggregate's grain needs from the host.</summary>
/// <param name="Background">Where snapshots are serialized, away from the activation's turns.</param>
/// <param name="Options">See <see cref="AggregateOptions"/>.</param>
public sealed record AggregateServices(
    IJournal Journal,
    TimeProvider Clock,
    TaskScheduler Background,
    AggregateOptions Options,
    ILoggerFactory Loggers)
{
    private readonly ConcurrentDictionary<Type, ILogger> _loggers = new();

    /// <summary>The logger of a kind of grain.</summary>
    public ILogger LoggerOf(Type grain) => _loggers.GetOrAdd(grain, static (type, loggers) => loggers.CreateLogger(type), Loggers);
}

/// <summary>How aggregates behave.</summary>
public sealed class AggregateOptions
{
    /// <summary>A snapshot is taken once the events since the last one weigh more than it, but not below this; bytes of payload. Default 128 KiB.</summary>
    public int SnapshotAtLeastBytes { get; set; } = 128 * 1024;

    /// <summary>With several processes: an activation silent for longer checks its stream's version before it answers a query. Zero: never (one process). Default zero.</summary>
    public TimeSpan CheckAfterSilence { get; set; } = TimeSpan.Zero;
}
