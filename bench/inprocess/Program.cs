using System.Globalization;
using System.Text.Json;
using BeautyGrains.Bench;
using BeautyGrains.Bench.InProcess;
using BeautyGrains.Silo;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

// inprocess prepare STORES SKUS [SETTING...]: makes the stocks, waits for the read models, ends.
// inprocess reserve CALLERS STORES SKUS [SETTING...]: for every line "SECONDS RUN" on standard input a turn of reservations over all stocks, answered
// by a line of JSON; ends with the input.
// Settings are those of the server, on the command line and in the environment.
if (args is not ["prepare", _, _, ..] and not ["reserve", _, _, _, ..])
{
    await Console.Error.WriteLineAsync("usage: inprocess prepare STORES SKUS [SETTING...] | inprocess reserve CALLERS STORES SKUS [SETTING...]");
    return 2;
}
var numbers = args[0] == "prepare" ? 2 : 3;
var given = args[1..(numbers + 1)].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
var grid = new Grid(given[^2], given[^1]);

await using var app = BeautyHost.Build(["--urls", "http://127.0.0.1:0", .. args[(numbers + 1)..]]);
await app.StartAsync();
var grains = app.Services.GetRequiredService<IGrainFactory>();
if (args[0] == "prepare")
{
    await new Preparation(grains, grid).Run();
    await ReadModelsCatchUp.Await(app.Services);
}
else
{
    var reservations = new Reservations(grains, grid, given[0]);
    await Console.Out.WriteLineAsync("ready");
    while (await Console.In.ReadLineAsync() is { } line)
    {
        var asked = line.Split(' ');
        var result = await reservations.Turn(double.Parse(asked[0], CultureInfo.InvariantCulture), asked[1]);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result));
    }
}
await app.StopAsync();
return 0;
