using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Import;

namespace BeautyGrains.Silo.Cli;

/// <summary>People from the command line: adds or changes one, lists them, makes a key, ends somebody's time.</summary>
internal static class PeopleVerb
{
    public static Command Make(TextWriter output) => new("people", "Adds, lists and deactivates people, and makes their keys.")
    {
        Add(output), List(output), Key(output), Deactivate(output),
    };

    private static Command Add(TextWriter output)
    {
        var id = Id();
        var name = new Option<string>("--name") { Description = "The person's name.", Required = true };
        var nameZh = new Option<string?>("--name-zh") { Description = "The name in Chinese." };
        var roles = Many("--role", "A role, such as store-manager; several by repeating.", required: true);
        var all = new Option<bool>("--all-stores") { Description = "Works in every store, also those to come." };
        var regions = Many("--region", "Works in the stores of a region, such as east/shanghai; several by repeating.");
        var stores = Many("--store", "Works in a store; several by repeating.");
        var cost = new Option<bool>("--sees-cost") { Description = "May read cost prices." };
        var limits = Many("--limit", "May approve: KIND, or KIND=AMOUNT up to an amount in major units, such as order=5000.00; several by repeating.");
        var currency = new Option<string>("--currency") { Description = "Currency of limits.", HelpName = "CCY", DefaultValueFactory = _ => "CNY" };
        var where = new TargetOptions();
        var verb = new Command("add", "Adds a person, or replaces the record of one that is there. The same twice changes nothing.") { id, name, nameZh, roles, all, regions, stores, cost, limits, currency };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), async session =>
        {
            var person = new JsonObject
            {
                ["name"] = parsed.GetRequiredValue(name),
                ["roles"] = Texts(parsed.GetValue(roles)),
                ["scope"] = new JsonObject { ["all"] = parsed.GetValue(all), ["regions"] = Texts(parsed.GetValue(regions)), ["stores"] = Texts(parsed.GetValue(stores)) },
                ["seesCost"] = parsed.GetValue(cost),
                ["limits"] = new JsonArray([.. (parsed.GetValue(limits) ?? []).Select(limit => LimitOf(limit, parsed.GetRequiredValue(currency)))]),
            };
            if (parsed.GetValue(nameZh) is { } chinese) person["nameZh"] = chinese;
            var made = await session.Client.Put($"/v1/people/{parsed.GetRequiredValue(id)}", person, session.Stopping);
            await output.WriteLineAsync($"{Body(made)["id"]}: {(made.IsNew ? "added" : "as given")}.");
        }, cancel));
        return verb;
    }

    private static Command List(TextWriter output)
    {
        var role = new Option<string?>("--role") { Description = "Only those with this role." };
        var store = new Option<string?>("--store") { Description = "Only those who work in this store." };
        var where = new TargetOptions();
        var verb = new Command("list", "Lists the people, one a line: id, name, roles, stores, whether active, number of keys.") { role, store };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), async session =>
        {
            var filter = string.Concat(
                parsed.GetValue(role) is { } wanted ? $"&role={Uri.EscapeDataString(wanted)}" : "", parsed.GetValue(store) is { } code ? $"&store={Uri.EscapeDataString(code)}" : "");
            for (var cursor = ""; ;)
            {
                var page = Body(await session.Client.Get($"/v1/people?limit=500{filter}{cursor}", session.Stopping));
                foreach (var person in (JsonArray)page["items"]!) await output.WriteLineAsync(LineOf(person!));
                if (page["cursor"] is not { } next) return;
                cursor = $"&cursor={next}";
            }
        }, cancel));
        return verb;
    }

    private static Command Key(TextWriter output)
    {
        var id = Id();
        var name = new Option<string>("--name") { Description = "What the key is used on.", DefaultValueFactory = _ => "key" };
        var file = new Option<string?>("--out") { Description = "A new file for the key, readable by its owner alone; without one the key is printed.", HelpName = "FILE" };
        var where = new TargetOptions();
        var verb = new Command("key", "Makes a key of a person. It is told this once.") { id, name, file };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), async session =>
        {
            var path = parsed.GetValue(file);
            if (path is not null && File.Exists(path)) throw new WrongUseException($"{path} is there already.");
            var made = Body(await session.Client.Post($"/v1/people/{parsed.GetRequiredValue(id)}/keys", new JsonObject { ["name"] = parsed.GetRequiredValue(name) }, session.Stopping));
            if (path is null) await output.WriteLineAsync((string)made["key"]!);
            else await WriteFile(path, (string)made["key"]!);
        }, cancel));
        return verb;
    }

    private static Command Deactivate(TextWriter output)
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "Why; kept.", Required = true };
        var where = new TargetOptions();
        var verb = new Command("deactivate", "Ends a person's time: all their keys are revoked at once, for good.") { id, reason };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), async session =>
        {
            var ended = Body(await session.Client.Post($"/v1/people/{parsed.GetRequiredValue(id)}/deactivate", new JsonObject { ["reason"] = parsed.GetRequiredValue(reason) }, session.Stopping));
            await output.WriteLineAsync($"{ended["id"]}: inactive.");
        }, cancel));
        return verb;
    }

    private static Argument<string> Id()
    {
        var id = new Argument<string>("ID") { Description = "The person's id: 1 to 64 of letters, digits and . _ ~ -" };
        id.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !Limits.IsId(result.Tokens[0].Value)) result.AddError($"'{result.Tokens[0].Value}' is no id.");
        });
        return id;
    }

    private static Option<string[]> Many(string name, string description, bool required = false) => new(name) { Description = description, Required = required, Arity = ArgumentArity.OneOrMore };

    private static JsonArray Texts(string[]? texts) => new([.. (texts ?? []).Select(text => JsonValue.Create(text))]);

    private static JsonObject LimitOf(string given, string currency)
    {
        var parts = given.Split('=', 2);
        var limit = new JsonObject { ["kind"] = parts[0] };
        if (parts.Length == 1) return limit;
        var amount = Currencies.MinorUnits(parts[1], currency, exact: true, out var fault) ?? throw new WrongUseException($"--limit {given}: {fault}");
        limit["upTo"] = new JsonObject { ["amount"] = amount, ["currency"] = currency };
        return limit;
    }

    private static string LineOf(JsonNode person)
    {
        var scope = person["scope"]!;
        var stores = (bool)scope["all"]! ? "all stores" : string.Join(' ', Words(scope["regions"]).Select(region => region + "/*").Concat(Words(scope["stores"])));
        return $"{person["id"]}\t{person["name"]}\t{string.Join(' ', Words(person["roles"]))}\t{stores}\t{((bool)person["active"]! ? "active" : "inactive")}\t{((JsonArray)person["keys"]!).Count}";
    }

    private static IEnumerable<string> Words(JsonNode? list) => list is JsonArray items ? items.Select(item => (string)item!) : [];

    private static async Task WriteFile(string path, string key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteLineAsync(key);
    }

    private static async Task<int> Run(Target target, Func<Session, Task> work, CancellationToken cancel)
    {
        await using var session = await Session.Open(target, cancel);
        await work(session);
        return ExitCodes.Fine;
    }

    private static JsonNode Body(Reply reply) => reply.Problem is { } refused ? throw new WrongUseException(refused.ToString()!) : reply.Body!;
}
