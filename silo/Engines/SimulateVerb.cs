using System.CommandLine;
using System.Diagnostics;
using BeautyGrains.Silo.Cli;
using BeautyGrains.Simulation;

namespace BeautyGrains.Silo.Engines;

/// <summary>Plays days of a chain on machines, disks and networks that fail on purpose, and tells the first thing that must not be.</summary>
internal static class SimulateVerb
{
    // So many that what it takes to start another process is worth it.
    private const int ManySeeds = 20;
    private const string Profiling = "DOTNET_TieredPGO";

    private sealed record Asked(ulong Seed, int Steps, int Seeds, string Scenario, IReadOnlySet<int>? Only, bool Trace);

    public static Command Make(TextWriter output)
    {
        var seed = new Option<ulong?>("--seed") { Description = "The first seed; the same seed gives the same run on every machine. [default: 1]", HelpName = "N" };
        var steps = new Option<int?>("--steps") { Description = "How long a run is. [default: 2000]", HelpName = "M" };
        var seeds = new Option<int?>("--seeds") { Description = "How many seeds from the first on; two are run at a time. [default: 1]", HelpName = "K" };
        var scenario = new Option<string?>("--scenario")
        {
            Description = $"What goes on and what goes wrong: {string.Join(", ", Simulator.Scenarios)}; or {YearSimulator.Name}: a year of a sample chain that refills itself. [default: {Simulator.DefaultScenario}]",
            HelpName = "NAME",
        };
        var only = new Option<string?>("--only") { Description = "Only these steps of the run, such as 3,17,29-40: a shortened schedule as a finding prints it.", HelpName = "STEPS" };
        var trace = new Option<bool>("--trace") { Description = "Print every line of the run." };
        var stores = YearVerb.Number("--stores", "with year: stores, the warehouse among them. [default: 12]");
        var skus = YearVerb.Number("--skus", "with year: products. [default: 40]");
        var days = YearVerb.Number("--days", "with year: days that count. [default: 364]");
        var explain = new Option<bool>("--explain") { Description = "with year: why sales were lost, by class, cause and forecast." };
        var curve = new Option<bool>("--curve") { Description = "with year: play it with better and worse service, and print what that costs in stock." };
        var verb = new Command(
            "simulate",
            "Plays days of a chain on virtual time, with crashes, failing disks, lost messages and wrong clocks, and checks after every step what must always hold. Exit code 1 when something does not.")
        { seed, steps, seeds, scenario, only, trace, stores, skus, days, explain, curve };
        verb.SetAction(parsed => parsed.GetValue(scenario) == YearSimulator.Name
            ? Year(new(parsed.GetValue(seed) ?? 1, parsed.GetValue(stores) ?? 12, parsed.GetValue(skus) ?? 40, parsed.GetValue(days) ?? 364), parsed.GetValue(explain), parsed.GetValue(curve), output)
            : Run(Check(new(
            parsed.GetValue(seed) ?? 1, parsed.GetValue(steps) ?? 2_000, parsed.GetValue(seeds) ?? 1, parsed.GetValue(scenario) ?? Simulator.DefaultScenario,
            parsed.GetValue(only) is { } kept ? Numbers.Read(kept) ?? throw new WrongUseException("--only names steps, such as 3,17,29-40.") : null,
            parsed.GetValue(trace))), output));
        return verb;
    }

    private static int Year(YearOptions options, bool explain, bool curve, TextWriter output) => curve ? YearVerb.Curve(options, output) : YearVerb.Run(options, explain, output);

    private static Asked Check(Asked asked)
    {
        if (asked.Steps is < 1 or > 10_000_000) throw new WrongUseException("--steps must be 1 to 10000000.");
        if (asked.Seeds is < 1 or > 10_000_000) throw new WrongUseException("--seeds must be 1 to 10000000.");
        if (!Simulator.Scenarios.Contains(asked.Scenario)) throw new WrongUseException($"--scenario must be one of {string.Join(", ", Simulator.Scenarios)}, {YearSimulator.Name}.");
        return asked;
    }

    private static int Run(Asked asked, TextWriter output)
    {
        if (asked.Seeds == 1) return RunOne(asked, output);
        if (asked.Seeds > ManySeeds && Environment.GetEnvironmentVariable(Profiling) is null && Lean(asked) is { } lean) return RunLean(lean, output);
        var watch = Stopwatch.StartNew();
        var gate = new Lock();
        long events = 0, answers = 0;
        (ulong Seed, RunResult Result)? found = null;
        Parallel.For(0L, asked.Seeds, new() { MaxDegreeOfParallelism = 2 }, (offset, loop) =>
        {
            var result = Simulator.Run(asked.Seed + (ulong)offset, asked.Steps, asked.Scenario, asked.Only);
            lock (gate)
            {
                (events, answers) = (events + result.Events, answers + result.Answers);
                if (result.Violation is null) return;
                if (found is null || found.Value.Seed > asked.Seed + (ulong)offset) found = (asked.Seed + (ulong)offset, result);
                loop.Stop();
            }
        });
        if (found is { } one) return Tell(asked with { Seed = one.Seed }, one.Result, output);
        output.WriteLine($"{asked.Seeds} seeds of {asked.Steps} steps: nothing found. {events} journal entries, {answers} answers, {watch.Elapsed.TotalSeconds:0.0} s.");
        return ExitCodes.Fine;
    }

    // A server gains by code that is compiled once more for what it is used for, and by collecting garbage beside its work. Both are chosen when a
    // process starts, and without them the same seeds take a third less.
    private static ProcessStartInfo? Lean(Asked asked)
    {
        if (Environment.ProcessPath is not { } program) return null;
        var name = Path.GetFileNameWithoutExtension(program);
        var self = typeof(SimulateVerb).Assembly.Location;
        if (name != "dotnet" && name != Path.GetFileNameWithoutExtension(self)) return null;
        string[] arguments =
        [
            "simulate", "--seed", $"{asked.Seed}", "--steps", $"{asked.Steps}", "--seeds", $"{asked.Seeds}", "--scenario", asked.Scenario,
            .. asked.Only is { } only ? new[] { "--only", Numbers.Write([.. only.Order()]) } : [],
        ];
        var start = new ProcessStartInfo(program, name == "dotnet" ? [self, .. arguments] : arguments) { RedirectStandardOutput = true };
        start.Environment[Profiling] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        return start;
    }

    private static int RunLean(ProcessStartInfo start, TextWriter output)
    {
        using var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line) output.WriteLine(line);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static int RunOne(Asked asked, TextWriter output)
    {
        var result = Simulator.Run(asked.Seed, asked.Steps, asked.Scenario, asked.Only, asked.Trace ? output.WriteLine : null);
        if (result.Violation is not null) return Tell(asked, result, output);
        output.WriteLine($"Seed {asked.Seed}: nothing found. {result.Events} journal entries, {result.Answers} answers, trace {result.Hash}.");
        return ExitCodes.Fine;
    }

    private static int Tell(Asked asked, RunResult result, TextWriter output)
    {
        var again = $"beautygrains simulate --seed {asked.Seed} --steps {asked.Steps}{(asked.Scenario == Simulator.DefaultScenario ? "" : $" --scenario {asked.Scenario}")}";
        output.WriteLine($"Seed {asked.Seed}, step {result.LastStep}: {result.Violation!.Message}");
        output.WriteLine($"Run it again: {again}{(asked.Only is null ? "" : $" --only {Numbers.Write([.. asked.Only.Order()])}")}");
        output.WriteLine("The end of its trace:");
        foreach (var line in result.Last) output.WriteLine($"  {line}");
        if (asked.Only is null)
        {
            var left = Shrinker.Shorten(asked.Seed, asked.Steps, asked.Scenario, result);
            output.WriteLine($"Shortened to {left.Count} of {asked.Steps} steps: {again} --only {Numbers.Write(left)}");
            foreach (var line in Shrinker.Lines(asked.Seed, asked.Steps, asked.Scenario, [.. left])) output.WriteLine($"  {line}");
        }
        return ExitCodes.Finding;
    }
}
