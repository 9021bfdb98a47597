using System.CommandLine;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Demo;
using BeautyGrains.Silo.Loading;
using BeautyGrains.Silo.Settings;

namespace BeautyGrains.Silo.Cli;

/// <summary>Loads the sample chain, then serves.</summary>
internal static class DemoVerb
{
    public static Command Make(TextWriter output, TextWriter error)
    {
        var seed = new Option<ulong?>("--seed") { Description = "Which sample chain; the same seed gives the same one. [default: 1]", HelpName = "N" };
        var settings = new ServeOptions();
        var verb = new Command("demo", "Loads a sample chain (12 stores, 400 SKUs, their lots, suppliers and when to order again), then serves. Doing it again changes nothing.") { seed };
        settings.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(settings.Of(parsed), parsed.GetValue(seed), output, error, cancel));
        return verb;
    }

    private static async Task<int> Run(string[] settings, ulong? seed, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        await using var session = await Session.Host(BeautyHost.Build(settings), new([], null, null), cancel);
        var server = session.Server!;
        var folder = server.Services.GetRequiredService<HostSettings>().DataFolder;
        var mark = DemoMark.Of(folder, seed, server.Services.GetRequiredService<TimeProvider>());
        var chain = SampleChain.Make(mark.Seed, mark.Day);
        var loader = new Loader(session.Client, output);
        var tally = new Tally();
        try
        {
            tally.Add(await loader.Records("Stores", chain.Stores, session.Stopping));
            tally.Add(await loader.Records("SKUs", chain.Skus, session.Stopping));
            tally.Add(await loader.Receipts("Receipts", chain.Receipts, session.Stopping));
            tally.Add(await loader.Records("Suppliers", chain.Suppliers, session.Stopping));
            tally.Add(await loader.Records("Reordering", chain.Policies, session.Stopping));
            var registers = new SampleRegisters(session.Client);
            tally.Add(await registers.Furnish([.. SampleRegisters.People, .. SampleRegisters.Cabinets(chain.Controlled)], session.Stopping));
            tally.Add(await registers.Receive(chain.Controlled, session.Stopping));
            if (!mark.Traced)
            {
                var journey = await new SampleJourney(session.Client, mark.Day).Tell(SampleChain.Salon, session.Stopping);
                tally.Add(journey);
                if (journey[Outcome.Refused] == 0) mark.Told(folder);
            }
        }
        catch (OperationCanceledException) when (session.Stopping.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped. The next demo goes on where this one ended.");
            return ExitCodes.Finding;
        }
        foreach (var (_, label, why) in tally.Refusals) await error.WriteLineAsync($"{label}: {why}");
        await output.WriteLineAsync($"Sample chain: {tally}");
        if (tally[Outcome.Refused] > 0) return ExitCodes.Finding;
        return await ServeVerb.Until(server, output, cancel);
    }
}
