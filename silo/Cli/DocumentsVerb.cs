using System.CommandLine;
using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Client;

namespace BeautyGrains.Silo.Cli;

/// <summary>Documents from the command line: keeps a file, gets one back, lists those of something.</summary>
internal static class DocumentsVerb
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = "application/pdf", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".png"] = "image/png", [".webp"] = "image/webp", [".heic"] = "image/heic", [".tif"] = "image/tiff",
        [".tiff"] = "image/tiff", [".txt"] = "text/plain", [".csv"] = "text/csv", [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };

    public static Command Make(TextWriter output) => new("documents", "Keeps files that belong to products, suppliers, orders and the like, and gets them back.")
    {
        Put(output), Get(output), List(output), Tie(output, "attach", HttpMethod.Put, "Attaches a document to something else too."),
        Tie(output, "detach", HttpMethod.Delete, "Detaches a document again; what it was put for stays."),
    };

    private static Command Put(TextWriter output)
    {
        var file = new Argument<string>("FILE") { Description = "The file to keep." };
        var about = new Option<string>("--about") { Description = "What it belongs to, such as purchase-order:PO-1.", HelpName = "KIND:ID", Required = true };
        var id = new Option<string?>("--id") { Description = "The document's id. [default: the file's name, where that is one]", HelpName = "ID" };
        var type = new Option<string?>("--type") { Description = "Its media type. [default: by the ending of its name]", HelpName = "TYPE" };
        var where = new TargetOptions();
        var verb = new Command("put", "Keeps a file. The same twice changes nothing.") { file, about, id, type };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), async session =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path)) throw new WrongUseException($"{Path.GetFullPath(path)} does not exist.");
            var name = Path.GetFileName(path);
            var document = parsed.GetValue(id) ?? name;
            if (!Limits.IsId(document)) throw new WrongUseException($"'{document}' is no id: give one with --id, 1 to 64 of letters, digits and . _ ~ -");
            if ((parsed.GetValue(type) ?? s_types.GetValueOrDefault(Path.GetExtension(name))) is not { } media) throw new WrongUseException($"Nobody knows of what type {name} is: give it with --type.");
            var query = $"?about={Uri.EscapeDataString(parsed.GetRequiredValue(about))}&name={Uri.EscapeDataString(name)}";
            var kept = await session.Client.PutFile($"/v1/documents/{document}{query}", path, media, session.Stopping);
            await output.WriteLineAsync($"{LineOf(Body(kept))}\t{(kept.IsNew ? "kept" : "as it was")}");
        }, cancel));
        return verb;
    }

    private static Command Get(TextWriter output)
    {
        var id = new Argument<string>("ID") { Description = "The document's id." };
        var file = new Option<string>("--out") { Description = "A new file for it.", HelpName = "FILE", Required = true };
        var where = new TargetOptions();
        var verb = new Command("get", "Gets a file back and compares it with its hash.") { id, file };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), async session =>
        {
            var (path, document) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(id));
            if (!Limits.IsId(document)) throw new WrongUseException($"'{document}' is no id.");
            if (File.Exists(path)) throw new WrongUseException($"{path} is there already.");
            var known = Body(await session.Client.Get($"/v1/documents/{document}", session.Stopping));
            var found = await session.Client.GetFile($"/v1/documents/{document}/content", path, session.Stopping);
            if (found != (string)known["sha256"]!)
            {
                File.Delete(path);
                throw new WrongUseException($"What came of {document} has the hash {found} and not {known["sha256"]}.");
            }
            await output.WriteLineAsync(LineOf(known));
        }, cancel));
        return verb;
    }

    private static Command List(TextWriter output)
    {
        var about = new Option<string?>("--about") { Description = "Only what belongs to this, such as supplier:V-1.", HelpName = "KIND:ID" };
        var where = new TargetOptions();
        var verb = new Command("list", "Lists documents, one a line: id, name, media type, bytes, SHA-256, what it belongs to.") { about };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), async session =>
        {
            var filter = parsed.GetValue(about) is { } subject ? $"&about={Uri.EscapeDataString(subject)}" : "";
            for (var cursor = ""; ;)
            {
                var page = Body(await session.Client.Get($"/v1/documents?limit=500{filter}{cursor}", session.Stopping));
                foreach (var item in (JsonArray)page["items"]!) await output.WriteLineAsync(LineOf(item!["document"]!));
                if (page["cursor"] is not { } next) return;
                cursor = $"&cursor={next}";
            }
        }, cancel));
        return verb;
    }

    private static Command Tie(TextWriter output, string name, HttpMethod method, string description)
    {
        var id = new Argument<string>("ID") { Description = "The document's id." };
        var to = new Argument<string>("KIND:ID") { Description = "Such as sku:SERUM-30." };
        var where = new TargetOptions();
        var verb = new Command(name, description) { id, to };
        where.AddTo(verb);
        verb.SetAction((parsed, cancel) => Run(where.Of(parsed), async session =>
        {
            if (!Limits.IsId(parsed.GetRequiredValue(id))) throw new WrongUseException($"'{parsed.GetRequiredValue(id)}' is no id.");
            var path = $"/v1/documents/{parsed.GetRequiredValue(id)}/attachments/{Uri.EscapeDataString(parsed.GetRequiredValue(to))}";
            var it = Body(await session.Client.Call(method, path, null, new Dictionary<string, string>(StringComparer.Ordinal), session.Stopping));
            await output.WriteLineAsync($"{LineOf(it)} {string.Join(' ', ((JsonArray)it["attachedTo"]!).Select(one => (string)one!))}".TrimEnd());
        }, cancel));
        return verb;
    }

    private static string LineOf(JsonNode it) => $"{it["id"]}\t{it["name"]}\t{it["mediaType"]}\t{it["length"]}\t{it["sha256"]}\t{it["about"]}";

    private static async Task<int> Run(Target target, Func<Session, Task> work, CancellationToken cancel)
    {
        await using var session = await Session.Open(target, cancel);
        await work(session);
        return ExitCodes.Fine;
    }

    private static JsonNode Body(Reply reply) => reply.Problem is { } refused ? throw new WrongUseException(refused.ToString()!) : reply.Body!;
}
