using System.Globalization;
using System.Text.Json;

namespace BeautyGrains.Bench.Compare;

/// <summary>Callers in our server's own process, on PostgreSQL.</summary>
internal sealed class InProcessCase(House house) : ICase, IAsyncDisposable
{
    private Child? _child;

    public string Name => "inprocess-postgres";

    public string What => $"ours in process, PostgreSQL, {Settings.Callers} callers, uniform";

    public string Unit => "reservations/s";

    public bool UsesPostgres => true;

    public async Task Start()
    {
        var settings = house.Settings;
        var database = await house.Postgres.PreparedDatabase("inprocess");
        _child = Child.Start(settings.At("inprocess.log"), Server.Environment(database), "dotnet", settings.Program("bench/inprocess", "inprocess"),
            "reserve", $"{Settings.Callers}", $"{settings.Grid.Stores}", $"{settings.Grid.Skus}", "--data", settings.At("inprocess"));
        await Answer();
        Native.Freeze(_child.Id);
    }

    public async Task<Measured> Turn(int seconds, string run)
    {
        Native.Thaw(_child!.Id);
        try
        {
            return await Measured.During(() => Load(seconds, run), ("server", _child.Id), ("postgres", house.Postgres.Process));
        }
        finally
        {
            Native.Freeze(_child.Id);
        }
    }

    public ValueTask DisposeAsync() => _child?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<LoadResult> Load(int seconds, string run)
    {
        await _child!.Input.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{seconds} {run}"));
        await _child.Input.FlushAsync();
        return JsonSerializer.Deserialize<LoadResult>(await Answer())!;
    }

    private async Task<string> Answer() => await _child!.Output.ReadLineAsync() ?? throw new TroubleException($"The program in process has ended: {_child.Complaint}");
}
