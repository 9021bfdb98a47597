using System.CommandLine;

namespace BeautyGrains.Bench.Journal;

/// <summary>The command line.</summary>
internal static class CommandLine
{
    private static readonly Argument<string> Storage = new("STORAGE") { Description = "A folder for SQLite, or a connection string (Host=…) for PostgreSQL." };
    private static readonly Option<int> Callers = Whole("--callers", "Callers that append at the same time; each awaits its answer before it goes on.", 64, 100_000);
    private static readonly Option<int> Streams = Whole("--streams", "Streams that are written to, one after the other by each caller in an order of its own.", 100_000, 10_000_000);
    private static readonly Option<int> Events = Whole("--events", "Events of an append; the first names a command id.", 1, 10_000);
    private static readonly Option<int> Seconds = Whole("--seconds", "How long is measured.", 5, 3600);
    private static readonly Option<int> WarmUp = Whole("--warm-up", "Seconds before that.", 3, 3600);
    private static readonly Option<bool> Follow = new("--follow") { Description = "Read all events as they come, as a tailer does." };

    public static Task<int> Execute(string[] args)
    {
        var root = new RootCommand("Appends to a journal alone and tells how fast that went, in one line: appends/s, CPU in µs per append (all threads of this process), events per commit, how long an append took in ms (median, 99th percentile), events followed, and bytes written to disk per append (by all of this process; Linux).")
        {
            Storage, Callers, Streams, Events, Seconds, WarmUp, Follow,
        };
        root.SetAction(async (asked, _) => await Load.Run(new(
            asked.GetValue(Storage)!, asked.GetValue(Callers), asked.GetValue(Streams), asked.GetValue(Events),
            TimeSpan.FromSeconds(asked.GetValue(Seconds)), TimeSpan.FromSeconds(asked.GetValue(WarmUp)), asked.GetValue(Follow))));
        return root.Parse(args).InvokeAsync();
    }

    private static Option<int> Whole(string name, string description, int byDefault, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < 1 || result.GetValue(option) > most) result.AddError($"{name} is 1 to {most}");
        });
        return option;
    }
}
