using System.CommandLine;
using System.Diagnostics;
using BeautyGrains.Silo.Cli;
using BeautyGrains.Simulation;

namespace BeautyGrains.Silo.Engines;

/// <summary>Plays a chain's day on machines, disks and networks that fail on purpose, and tells the first thing that must not be.</summary>
internal static class SimulateVerb
{
    public static Command Make(TextWriter output)
    {
        var seed = new Option<ulong>("--seed") { Description = "The first seed; the same seed gives the same run. [default: 1]", HelpName = "N", DefaultValueFactory = _ => 1 };
        var steps = new Option<int>("--steps") { Description = "How long a run is. [default: 2000]", HelpName = "M", DefaultValueFactory = _ => 2_000 };
        var seeds = new Option<int>("--seeds") { Description = "How many seeds, one after the other. [default: 1]", HelpName = "K", DefaultValueFactory = _ => 1 };
        var scenario = new Option<string>("--scenario") { Description = $"What goes on and what goes wrong: {string.Join(", ", SimulatedDays.Names)}. [default: {SimulatedDays.Default}]", HelpName = "NAME", DefaultValueFactory = _ => SimulatedDays.Default };
        var only = new Option<string?>("--only") { Description = "Only these steps of the run, such as 3,17,29-40: a shortened schedule as a finding prints it.", HelpName = "STEPS" };
        var trace = new Option<bool>("--trace") { Description = "Print every line of the run." };
        var verb = new Command("simulate", "Plays days of a chain in one thread on virtual time, with crashes, failing disks, lost messages and wrong clocks, and checks after every step what must always hold. Exit code 1 when something does not.") { seed, steps, seeds, scenario, only, trace };
        return verb;
    }
}
