using System.CommandLine;
using BeautyGrains.Bench.Scale;
using BeautyGrains.Bench.Scale.Cases;

var folder = new Option<string?>("--folder") { Description = "Where to keep data, also for the next run of the same case; a temporary folder that is removed when left out.", HelpName = "FOLDER" };
var database = new Option<string?>("--postgres") { Description = "Connection string of an empty PostgreSQL database for the journal, in place of SQLite files.", HelpName = "TEXT" };
var server = new Option<string>("--server") { Description = "The server's program.", HelpName = "FILE", DefaultValueFactory = _ => Path.Combine(Root(), "silo/bin/embedded/Release/net10.0/beautygrains.dll") };
var root = new RootCommand("What many stocks, many reservations and long histories cost. Prints one line of JSON per result.");
Add("memory", "Memory of a stock grain with three lots that is only looked at.", [Count("GRAINS", 100_000)], (place, of, _) => MemoryCase.Run(place, of(0)));
Add("activation", "The first call of a cold stock.", [], (place, _, _) => ActivationCase.Run(place));
Add("reservations", "50,000 open reservations beside 10, and their end at one moment.", [], (place, _, _) => ReservationsCase.Run(place));
Add("hot", "A stock with a long history of its own beside one without.", [Count("EVENTS", 10_000_000)], (place, of, _) => HotCase.Run(place, of(0)));
Add("uniform", "Reservations over many stocks beside the same over 10,000.", [Count("STOCKS", 1_000_000)], (place, of, _) => UniformCase.Run(place, of(0)));
Add("start", "From a server's start to its being ready.", [Count("STREAMS", 1_000_000), Count("EVENTS", 10_000_000)], (place, of, parsed) => StartCase.Run(place, of(0), of(1), parsed.GetValue(server)!));
Add("trace", "A lot to its 1,000 clients and a client back to the supplier's paper, on two years of a chain.", [Count("SALES", 500_000)], (place, of, parsed) => TraceCase.Run(place, of(0), parsed.GetValue(server)!));
Add("count", "5,000 lines of a count session in one call, while 32 terminals trade in the store.", [Count("LINES", 5_000)], (place, of, parsed) => CountCase.Run(place, of(0), parsed.GetValue(server)!));
return await root.Parse(args).InvokeAsync();

Argument<int> Count(string name, int otherwise)
{
    var count = new Argument<int>(name) { DefaultValueFactory = _ => otherwise };
    count.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} must be above 0.");
    });
    return count;
}

void Add(string name, string description, Argument<int>[] counts, Func<Place, Func<int, int>, ParseResult, Task> run)
{
    var command = new Command(name, description) { folder, database };
    if (name is "start" or "trace" or "count") command.Add(server);
    foreach (var count in counts) command.Add(count);
    command.SetAction(async parsed =>
    {
        var kept = parsed.GetValue(folder);
        var place = new Place(kept ?? Directory.CreateTempSubdirectory("scale-").FullName, parsed.GetValue(database));
        try
        {
            await run(place, at => parsed.GetValue(counts[at]), parsed);
            return 0;
        }
        finally
        {
            if (kept is null && Directory.Exists(place.Folder)) Directory.Delete(place.Folder, recursive: true);
        }
    });
    root.Add(command);
}

// The solution's folder, from where the program was built.
static string Root()
{
    var at = new DirectoryInfo(AppContext.BaseDirectory);
    while (at is not null && !File.Exists(Path.Combine(at.FullName, "BeautyGrains.sln"))) at = at.Parent;
    return at?.FullName ?? ".";
}
