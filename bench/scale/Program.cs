using System.CommandLine;
using BeautyGrains.Bench.Scale;
using BeautyGrains.Bench.Scale.Cases;

var folder = new Option<string?>("--folder") { Description = "Where to keep data, also for the next run of the case; a temporary folder that is removed when left out.", HelpName = "FOLDER" };
var database = new Option<string?>("--postgres") { Description = "Connection string of an empty PostgreSQL database for the journal, in place of SQLite files.", HelpName = "TEXT" };
var root = new RootCommand("What many stocks, many reservations and long histories cost. Prints one line of JSON per result.");
Add("memory", "Memory of a stock grain with three lots that is only looked at.", "GRAINS", 100_000, (place, grains) => MemoryCase.Run(place, grains));
Add("activation", "The first call of a cold stock.", null, 0, (place, _) => ActivationCase.Run(place));
Add("reservations", "50,000 open reservations beside 10, and their end at one moment.", null, 0, (place, _) => ReservationsCase.Run(place));
return await root.Parse(args).InvokeAsync();

void Add(string name, string description, string? number, int otherwise, Func<Place, int, Task> run)
{
    var command = new Command(name, description) { folder, database };
    var count = number is null ? null : new Argument<int>(number) { DefaultValueFactory = _ => otherwise };
    if (count is not null) command.Add(count);
    command.SetAction(async parsed =>
    {
        var kept = parsed.GetValue(folder);
        var place = new Place(kept ?? Directory.CreateTempSubdirectory("scale-").FullName, parsed.GetValue(database));
        try
        {
            await run(place, count is null ? 0 : parsed.GetValue(count));
            return 0;
        }
        finally
        {
            if (kept is null) Directory.Delete(place.Folder, recursive: true);
        }
    });
    root.Add(command);
}
