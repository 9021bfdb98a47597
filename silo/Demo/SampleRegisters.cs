using System.Globalization;
using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Demo;

/// <summary>
/// The controlled goods of the sample chain come in as they would anywhere: by the steps of their registers, each by two people who sign in. The people get a key
/// each while something is to be taken in, and lose it after.
/// </summary>
internal sealed class SampleRegisters(BeautyClient client)
{
    /// <summary>The double-lock cabinet of each store that has such goods.</summary>
    public const string Cabinet = "SAFE";

    private static readonly (string Id, string En, string Zh, PersonRole Role)[] s_people =
    [
        ("demo-pharmacist", "Sample Pharmacist", "示例药师", PersonRole.Pharmacist),
        ("demo-nurse", "Sample Nurse", "示例护士", PersonRole.Nurse),
    ];

    /// <summary>Who signs in.</summary>
    public static IReadOnlyList<RecordItem> People => [.. s_people.Select(one => new RecordItem(
        0, one.Id, "/v1/people/" + one.Id, RecordJson.Of(new PersonRecord(one.En, one.Zh, [one.Role], new(true, [], []), false, [])), []))];

    /// <summary>The cabinets of the stores that these receipts are for.</summary>
    public static IReadOnlyList<RecordItem> Cabinets(IEnumerable<ReceiptItem> receipts) => [.. receipts.Select(one => one.Store).Distinct(StringComparer.Ordinal).Select(store => new RecordItem(
        0, $"{store}/{Cabinet}", $"/v1/stores/{store}/zones/{Cabinet}", RecordJson.Of(new ZoneRecord("Double-lock cabinet", "双锁柜", [StorageClass.Labelled], [], DoubleLock: true)), []))];

    /// <summary>What makes a product of the sample controlled; null for others.</summary>
    public static EquatableList<ControlledMark>? MarkOf(Family family, string spec) => family.Goods == GoodsCategory.ControlledDrug
        ? [new("toxic", decimal.Parse(spec.AsSpan(0, spec.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture), spec[(spec.IndexOf(' ', StringComparison.Ordinal) + 1)..])]
        : null;

    /// <summary>Puts what is not there yet; people and cabinets that somebody has changed stay as they are.</summary>
    public async Task<Tally> Furnish(IEnumerable<RecordItem> items, CancellationToken cancel)
    {
        var tally = new Tally();
        foreach (var item in items)
        {
            if (!(await client.Get(item.Path, cancel)).IsMissing) tally.Add(Outcome.Unchanged);
            else if ((await client.Put(item.Path, item.Fields, cancel)).Problem is { } refused) tally.Refuse(item.Line, item.Label, refused.ToString());
            else tally.Add(Outcome.New);
        }

        return tally;
    }

    /// <summary>Takes in what the registers do not have yet.</summary>
    public async Task<Tally> Receive(IReadOnlyList<ReceiptItem> receipts, CancellationToken cancel)
    {
        var tally = new Tally();
        var missing = new List<ReceiptItem>();
        foreach (var register in receipts.GroupBy(one => (one.Store, one.Sku)))
        {
            var ledger = await client.Get($"/v1/stores/{register.Key.Store}/controlled/{register.Key.Sku}/ledger?limit=500", cancel);
            var known = (ledger.Body?["items"] as JsonArray ?? []).Select(entry => (string?)entry!["id"]).ToHashSet(StringComparer.Ordinal);
            foreach (var one in register)
                if (known.Contains(one.Id)) tally.Add(Outcome.Unchanged);
                else missing.Add(one);
        }

        if (missing.Count > 0) await SignedIn(headers => Take(missing, headers, tally, cancel), cancel);
        return tally;
    }

    private async Task Take(List<ReceiptItem> receipts, IReadOnlyDictionary<string, string> headers, Tally tally, CancellationToken cancel)
    {
        foreach (var one in receipts)
        {
            var reply = await client.Call(HttpMethod.Put, $"/v1/stores/{one.Store}/controlled/{one.Sku}/receipts/{one.Id}", one.Body, headers, cancel);
            if (reply.Problem is { } refused) tally.Refuse(one.Line, $"{one.Store}/{one.Sku}", refused.ToString());
            else tally.Add(reply.IsNew ? Outcome.New : Outcome.Unchanged);
        }
    }

    private async Task SignedIn(Func<IReadOnlyDictionary<string, string>, Task> act, CancellationToken cancel)
    {
        var keys = new List<(string Path, string Key)>();
        try
        {
            foreach (var person in s_people)
            {
                var given = (await client.Post($"/v1/people/{person.Id}/keys", null, cancel)).Body ?? throw new InvalidOperationException($"{person.Id} got no key.");
                keys.Add(($"/v1/people/{person.Id}/keys/{(string)given["id"]!}", (string)given["key"]!));
            }

            await act(new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = "Bearer " + keys[0].Key, ["Approver-Authorization"] = "Bearer " + keys[1].Key });
        }
        finally
        {
            foreach (var (path, _) in keys) await client.Call(HttpMethod.Delete, path, null, new Dictionary<string, string>(StringComparer.Ordinal), CancellationToken.None);
        }
    }
}
