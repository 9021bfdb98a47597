using System.Text.Json.Nodes;
using BeautyGrains.Silo.Client;

namespace BeautyGrains.Silo.Loading;

/// <summary>
/// Brings records and receipts to a server so that doing it again changes nothing: records are compared before they are written,
/// receipts are looked for in the ledger, which never forgets.
/// </summary>
/// <param name="dryRun">Only tell what would happen.</param>
internal sealed class Loader(BeautyClient client, TextWriter output, bool dryRun = false)
{
    // Enough to fill the server's group commits, few enough to leave others room.
    private const int Parallel = 32;

    // What an answer says besides the record.
    private static readonly HashSet<string> s_notRecord = ["id", "sku", "store", "contracts", "version", "changedAt"];

    public Task<Tally> Records(string title, IReadOnlyCollection<RecordItem> items, CancellationToken cancel) => Each(title, items, items.Count, async (item, tally, done) =>
    {
        await Record(item, tally, cancel);
        done();
    }, cancel);

    public Task<Tally> Receipts(string title, IReadOnlyCollection<ReceiptItem> items, CancellationToken cancel) =>
        Each(title, items.GroupBy(item => item.Stock).ToArray(), items.Count, async (stock, tally, done) =>
        {
            var known = await KnownReceipts(stock.Key, cancel);
            // One after the other: receipts of one stock are taken in the order of the file.
            foreach (var receipt in stock)
            {
                await Receipt(receipt, known, tally, cancel);
                done();
            }
        }, cancel);

    private async Task<Tally> Each<T>(string title, IReadOnlyCollection<T> items, int total, Func<T, Tally, Action, Task> load, CancellationToken cancel)
    {
        var tally = new Tally();
        await Progress.Show(output, title, total, done => System.Threading.Tasks.Parallel.ForEachAsync(
            items, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel }, async (item, _) => await load(item, tally, done)));
        return tally;
    }

    private async Task Record(RecordItem item, Tally tally, CancellationToken cancel)
    {
        var found = await client.Get(item.Path, cancel);
        if (found is { Problem: { } trouble, IsMissing: false })
        {
            tally.Refuse(item.Line, item.Label, trouble.ToString());
            return;
        }
        var before = (item.Within is { } within ? found.Body?[within] : found.Body) as JsonObject;
        var after = Merge(before ?? item.Defaults, item.Fields);
        var outcome = before is null ? Outcome.New : JsonNode.DeepEquals(after, Merge(before, [])) ? Outcome.Unchanged : Outcome.Changed;
        if (outcome != Outcome.Unchanged && !dryRun && (await client.Put(item.Path, after, cancel)).Problem is { } refused)
            tally.Refuse(item.Line, item.Label, refused.ToString());
        else tally.Add(outcome);
    }

    private async Task Receipt(ReceiptItem item, HashSet<string> known, Tally tally, CancellationToken cancel)
    {
        if (known.Contains(item.Id)) tally.Add(Outcome.Unchanged);
        else if (dryRun) tally.Add(Outcome.New);
        else
        {
            var reply = await client.Put($"{item.Stock}/receipts/{item.Id}", item.Body, cancel);
            if (reply.Problem is { } refused) tally.Refuse(item.Line, $"{item.Store}/{item.Sku}", refused.ToString());
            else tally.Add(reply.IsNew ? Outcome.New : Outcome.Unchanged);
        }
    }

    private async Task<HashSet<string>> KnownReceipts(string stock, CancellationToken cancel)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await client.Get($"{stock}/ledger?limit=500{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", cancel);
            if (page.Body?["items"] is not JsonArray entries) return known;
            foreach (var entry in entries)
                if ((string?)entry?["kind"] == "receipt") known.Add((string)entry["id"]!);
            cursor = (string?)page.Body["cursor"];
        }
        while (cursor is not null);
        return known;
    }

    /// <summary>The record part of an answer with these fields in place of its own. A field that is null is left out.</summary>
    private static JsonObject Merge(JsonObject record, JsonObject fields)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in record)
            if (!s_notRecord.Contains(name) && value is not null && !fields.ContainsKey(name)) merged[name] = value.DeepClone();
        foreach (var (name, value) in fields)
            if (value is not null) merged[name] = value.DeepClone();
        return merged;
    }
}
