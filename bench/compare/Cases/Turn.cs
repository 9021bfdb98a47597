namespace BeautyGrains.Bench.Compare;

/// <summary>One turn of a case, as it is kept in the results.</summary>
/// <param name="CpuMicros">Processor time in microseconds for each thing done, by who used it: server, postgres, redis, client.</param>
/// <param name="Lags">Seconds that the read model that was farthest behind had left its oldest event waiting, each time that it was asked; empty where nobody asked.</param>
/// <param name="LogBytes">Bytes of PostgreSQL's log for each thing done; 0 where it has no part.</param>
internal sealed record Turn(string Case, int Round, LoadResult Load, IReadOnlyDictionary<string, double> CpuMicros, IReadOnlyList<double> Lags, double LogBytes);

/// <summary>One way of doing the work, ours or a peer's.</summary>
internal interface ICase
{
    /// <summary>In the results and for --only.</summary>
    string Name { get; }

    /// <summary>For a reader of the table.</summary>
    string What { get; }

    /// <summary>What is counted, such as "reservations/s".</summary>
    string Unit { get; }

    /// <summary>Whether turns are a third as long: it is there for information, or what it shows needs no longer.</summary>
    bool IsShort => false;

    /// <summary>Whether it goes over all stocks, whose grains wake at their first call.</summary>
    bool WakesAll => false;

    /// <summary>Whether PostgreSQL has a part in it, which then writes a checkpoint in every second turn.</summary>
    bool UsesPostgres { get; }

    /// <summary>Starts what it needs. Not measured.</summary>
    Task Start();

    /// <summary>Works for a while.</summary>
    /// <param name="run">Makes this turn's ids its own.</param>
    Task<Measured> Turn(int seconds, string run);
}

/// <summary>What a case has seen in a turn.</summary>
/// <param name="Cpu">Seconds of processor time, by who used them.</param>
internal sealed record Measured(LoadResult Load, IReadOnlyDictionary<string, double> Cpu, IReadOnlyList<double> Lags)
{
    /// <summary>Runs a load and sees who uses processor time meanwhile.</summary>
    /// <param name="families">Processes with their children, by who they are.</param>
    public static async Task<Measured> During(Func<Task<LoadResult>> load, params (string Who, int Process)[] families)
    {
        (string Who, int Process)[] all = [.. families, ("client", Environment.ProcessId)];
        var before = all.Select(one => TimeOf(one.Process)).ToArray();
        var result = await load();
        return new(result, all.Select((one, at) => (one.Who, Used: TimeOf(one.Process) - before[at])).ToDictionary(one => one.Who, one => one.Used), []);
    }

    /// <summary>As it is kept: processor time for each thing done.</summary>
    public Turn AsTurn(string name, int round, long logBytes = 0)
    {
        double count = Math.Max(1, Load.Count);
        return new(name, round, Load, Cpu.ToDictionary(one => one.Key, one => one.Value * 1e6 / count), Lags, logBytes / count);
    }

    // This one's children are servers and peers, which stand for themselves; what it has waited for are load generators.
    private static double TimeOf(int process) => process == Environment.ProcessId ? CpuTime.Of(process) : CpuTime.OfFamily(process);
}
