using System.Globalization;

namespace BeautyGrains.Bench.Compare;

/// <summary>Our server, asked over HTTP.</summary>
/// <param name="server">Its name; cases of one name share it.</param>
internal abstract class HttpCase(House house, string name, string server, bool onPostgres) : ICase
{
    private Server? _server;

    public string Name => name;

    public abstract string What { get; }

    public abstract string Unit { get; }

    public virtual bool IsShort => false;

    public virtual bool WakesAll => false;

    public bool UsesPostgres => onPostgres;

    protected House House => house;

    protected Server Ours => _server!;

    public async Task Start() => _server = await house.Server(server, onPostgres);

    public async Task<Measured> Turn(int seconds, string run)
    {
        Ours.Thaw();
        try
        {
            (string, int)[] families = onPostgres ? [("server", Ours.Process), ("postgres", house.Postgres.Process)] : [("server", Ours.Process)];
            return await Measure(seconds, run, families);
        }
        finally
        {
            Ours.Freeze();
        }
    }

    protected virtual Task<Measured> Measure(int seconds, string run, (string Who, int Process)[] families) => Measured.During(() => Load(seconds, run), families);

    protected abstract Task<LoadResult> Load(int seconds, string run);
}

/// <summary>A read of one address.</summary>
internal sealed class ReadCase(House house, string name, string what, string server, bool onPostgres, string path, int connections, bool isShort) : HttpCase(house, name, server, onPostgres)
{
    public override string What => what;

    public override string Unit => "requests/s";

    public override bool IsShort => isShort;

    protected override Task<LoadResult> Load(int seconds, string run) => Wrk.Run(House.Settings, "get.lua", new(Ours.Url + path), connections, seconds);
}

/// <summary>Reservations, with a look at how far the read models are behind meanwhile.</summary>
/// <param name="arguments">Of the load script, after key and run.</param>
/// <param name="each">Reservations of a request.</param>
internal sealed class ReservationCase(
    House house, string name, string what, string server, bool onPostgres, string script, string[] arguments, int each) : HttpCase(house, name, server, onPostgres)
{
    private const int LooksInARow = 5;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    public override string What => what;

    public override bool WakesAll => arguments.Length > 1;

    public override string Unit => each == 1 ? "reservations/s" : "lines/s";

    protected override async Task<Measured> Measure(int seconds, string run, (string Who, int Process)[] families)
    {
        // A server that stood still with events waiting would count that time as its own.
        if (each == 1) await CaughtUp();
        var before = await Ours.Events();
        using var over = new CancellationTokenSource();
        var looks = Look(over.Token);
        var measured = await Measured.During(() => Load(seconds, run), families);
        await over.CancelAsync();
        var lags = await looks;
        var written = await Ours.Events() - before;
        if (written < measured.Load.Count)
            throw new TroubleException(string.Create(CultureInfo.InvariantCulture, $"{Name}: {measured.Load.Count} were answered but only {written} written."));
        await Settled();
        if (each == 1) await CaughtUp();
        return measured with { Lags = lags };
    }

    protected override async Task<LoadResult> Load(int seconds, string run)
    {
        var load = await Wrk.Run(House.Settings, script, new(Ours.Url), Settings.Connections, seconds, [run, .. arguments]);
        return load with { Count = load.Count * each };
    }

    private async Task<List<double>> Look(CancellationToken over)
    {
        var lags = new List<double>();
        using var looks = new PeriodicTimer(s_look);
        while (!over.IsCancellationRequested)
        {
            lags.Add((await Ours.ReadModels())[0].SecondsBehind);
            await looks.WaitForNextTickAsync(CancellationToken.None);
        }
        return lags;
    }

    // What the load generator did not wait for is still under way; stopped in the middle, it would find its time over when it goes on.
    private async Task Settled()
    {
        using var looks = new PeriodicTimer(s_look);
        for (long last = -1, now = await Ours.Events(); now != last; (last, now) = (now, await Ours.Events())) await looks.WaitForNextTickAsync();
    }

    // A tailer that has not yet seen the journal's end believes itself there, so it has to say so for a while.
    private async Task CaughtUp()
    {
        using var looks = new PeriodicTimer(s_look);
        var there = 0;
        for (var left = s_longestWait; left > TimeSpan.Zero && there < LooksInARow; left -= s_look)
        {
            there = (await Ours.ReadModels()).All(model => model.EventsBehind == 0) ? there + 1 : 0;
            await looks.WaitForNextTickAsync();
        }
    }
}
