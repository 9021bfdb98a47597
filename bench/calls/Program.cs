using System.Globalization;
using System.Text.Json;
using BeautyGrains.Bench;
using BeautyGrains.Bench.Calls;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

// calls CALLERS GRAINS: for every line "SECONDS RUN" on standard input that many callers, each in a closed loop and each with references of its own, call
// grains that do nothing, in turn; answered by a line of JSON: Count calls, and of the times of single calls P50, P99 and Max in milliseconds. Ends with
// the input.
if (args.Length != 2 || !int.TryParse(args[0], out var callers) || !int.TryParse(args[1], out var grains) || callers < 1 || grains < 1)
{
    await Console.Error.WriteLineAsync("usage: calls CALLERS GRAINS");
    return 2;
}

using var host = EngineHost.Build();
await host.StartAsync();
var factory = host.Services.GetRequiredService<IGrainFactory>();
await Console.Out.WriteLineAsync("ready");
while (await Console.In.ReadLineAsync() is { } line)
{
    var result = await Callers.Run(callers, double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), 1, async (caller, n) =>
    {
        await factory.GetGrain<INothingGrain>((caller + n) % grains).Nothing();
        return true;
    });
    await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result));
}

await host.StopAsync();
return 0;
