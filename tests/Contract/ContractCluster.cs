using Orleans;
using Orleans.Hosting;

namespace BeautyGrains.Contract.Tests;

/// <summary>Where the grain storage "Default" and the reminders of a cluster are kept.</summary>
public enum Keeping
{
    /// <summary>In memory: gone with the cluster.</summary>
    Memory,

    /// <summary>A file in the folder that <see cref="ClusterSettings.Place"/> names; the embedded engine alone.</summary>
    Sqlite,

    /// <summary>The database that <see cref="ClusterSettings.Place"/> names.</summary>
    Postgres,
}

/// <summary>What a test asks of a cluster.</summary>
public sealed record ClusterSettings
{
    /// <summary>Where state and reminders are kept.</summary>
    public Keeping Keeping { get; init; }

    /// <summary>A folder or a connection string, as <see cref="Keeping"/> has it.</summary>
    public string Place { get; init; } = "";

    /// <summary>The shortest period that reminders may have; the engines' own, a minute, unless a test wants to see several ticks.</summary>
    public TimeSpan? MinimumReminderPeriod { get; init; }

    /// <summary>What both engines set up alike, such as streams and call filters; runs once for each silo.</summary>
    public Action<ISiloBuilder> Silo { get; init; } = static _ => { };

    /// <summary>Stream providers that the client of a cluster has too, as streams in memory; where engine and client are one, it has the silo's.</summary>
    public IReadOnlyList<string> ClientStreams { get; init; } = [];
}

/// <summary>
/// The grains of this assembly on the engine of the build. What a test may know of it is here: references to grains, and that it stops and
/// starts again. The wiring is <c>EngineCluster</c> in EmbeddedCluster.cs or OrleansCluster.cs.
/// </summary>
public abstract class ContractCluster : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>References to grains; of the cluster as it runs now, so ask again after a restart.</summary>
    public abstract IClusterClient Grains { get; }

    /// <summary>A cluster that runs.</summary>
    public static Task<ContractCluster> Start(ClusterSettings settings) => EngineCluster.StartNew(settings);

    /// <summary>Waits until something holds.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what)
    {
        var end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (!await holds())
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException($"Waited in vain: {what}.");
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until something holds.</summary>
    public static Task Until(Func<bool> holds, string what) => Until(() => Task.FromResult(holds()), what);

    /// <summary>Stops in good order and starts again on the same storage; what is kept in memory is gone.</summary>
    public abstract Task Restart();

    /// <summary>Stops in good order.</summary>
    public abstract ValueTask DisposeAsync();
}
