using System.Globalization;
using System.Text.Json;

namespace BeautyGrains.Bench.Compare;

/// <summary>
/// A program that works in its own process without HTTP: it says "ready" on standard output and then answers every line "SECONDS RUN" on standard input with
/// a turn's result as a line of JSON. It stands still while it has no turn.
/// </summary>
internal abstract class ProgramCase(House house, string name, string what, string unit, bool usesPostgres) : ICase, IAsyncDisposable
{
    private Child? _child;

    public string Name => name;

    public string What => what;

    public string Unit => unit;

    public virtual bool IsShort => false;

    public virtual bool WakesAll => false;

    public bool UsesPostgres => usesPostgres;

    protected House House => house;

    public async Task Start()
    {
        var (environment, line) = await Program();
        _child = Child.Start(house.Settings.At($"{name}.log"), environment, line);
        if (await Answer() is not "ready" and var other) throw new TroubleException($"{name} says {other}");
        Native.Freeze(_child.Id);
    }

    public async Task<Measured> Turn(int seconds, string run)
    {
        Native.Thaw(_child!.Id);
        try
        {
            (string, int)[] families = usesPostgres ? [("server", _child.Id), ("postgres", house.Postgres.Process)] : [("server", _child.Id)];
            return await Measured.During(() => Load(seconds, run), families);
        }
        finally
        {
            Native.Freeze(_child.Id);
        }
    }

    public ValueTask DisposeAsync() => _child?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>How to start it.</summary>
    protected abstract Task<(IReadOnlyDictionary<string, string>? Environment, string[] Line)> Program();

    private async Task<LoadResult> Load(int seconds, string run)
    {
        await _child!.Input.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{seconds} {run}"));
        await _child.Input.FlushAsync();
        return JsonSerializer.Deserialize<LoadResult>(await Answer())!;
    }

    private async Task<string> Answer() => await _child!.Output.ReadLineAsync() ?? throw new TroubleException($"{name} has ended: {_child.Complaint}");
}

/// <summary>Callers in our server's own process, on PostgreSQL.</summary>
internal sealed class InProcessCase(House house)
    : ProgramCase(house, "inprocess-postgres", $"ours in process, PostgreSQL, {Settings.Callers} callers, uniform", "reservations/s", true)
{
    public override bool WakesAll => true;

    protected override async Task<(IReadOnlyDictionary<string, string>? Environment, string[] Line)> Program()
    {
        var settings = House.Settings;
        var environment = Server.Environment(await House.Postgres.PreparedDatabase("inprocess"));
        return (environment, ["dotnet", settings.Program("bench/inprocess", "inprocess"),
            "reserve", $"{Settings.Callers}", $"{settings.Grid.Stores}", $"{settings.Grid.Skus}", "--data", settings.At("inprocess")]);
    }
}

/// <summary>Calls of grains that do nothing, on one of the engines.</summary>
/// <param name="engine">"embedded" or "orleans".</param>
internal sealed class CallsCase(House house, string engine)
    : ProgramCase(house, $"calls-{engine}", $"grain calls that do nothing, {engine} engine, {Callers} callers", "calls/s", false)
{
    private const int Callers = 100;
    private const int Grains = 100;

    public override bool IsShort => true;

    protected override Task<(IReadOnlyDictionary<string, string>? Environment, string[] Line)> Program() => Task.FromResult<(IReadOnlyDictionary<string, string>?, string[])>(
        (null, ["dotnet", House.Settings.Program("bench/calls", "calls", engine), $"{Callers}", $"{Grains}"]));
}
