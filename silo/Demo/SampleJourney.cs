using System.Globalization;
using System.Text.Json.Nodes;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Client;
using BeautyGrains.Silo.Loading;

namespace BeautyGrains.Silo.Demo;

/// <summary>
/// One lot's whole way, so that a trace of the sample has a path to show: ordered, received with the supplier's paper, moved to a salon, unpacked there, opened and
/// used on clients, sold to others. By the same calls that a chain makes.
/// </summary>
internal sealed class SampleJourney(BeautyClient client, DateOnly day)
{
    /// <summary>The product that comes in, and its lot: what to trace.</summary>
    public const string Box = "TRACE-BOX";

    /// <summary>What is unpacked of it.</summary>
    public const string Bottle = "TRACE-SERUM";

    /// <summary>The number on the packs of both.</summary>
    public const string LotNo = "TRACE-L1";

    private const string Supplier = "trace-supplier";
    private const string Boss = "demo-finance";
    private const string Warehouse = "WH-KUNSHAN";
    private const int Buyers = 8;
    private const int Treated = 4;

    private readonly Tally _tally = new();

    /// <param name="salon">A store of the chain.</param>
    public async Task<Tally> Tell(string salon, CancellationToken cancel)
    {
        await Prepare(cancel);
        await Buy(cancel);
        await Receive(cancel);
        await Put("/v1/transfers/TRACE-T1", new JsonObject { ["from"] = Warehouse, ["to"] = salon, ["lines"] = new JsonArray(new JsonObject { ["sku"] = Box, ["quantity"] = 3 }) }, cancel);
        foreach (var (verb, when) in new[] { ("ship", "ready"), ("receive", "shipped") })
            if (await StateOf("/v1/transfers/TRACE-T1", cancel) == when) await Post($"/v1/transfers/TRACE-T1/{verb}", new JsonObject(), null, cancel);
        await Put("/v1/repacks/TRACE-RP1", new JsonObject { ["store"] = salon, ["recipe"] = "trace-unpack", ["times"] = 2, ["reason"] = "for the shelf" }, cancel);
        await Use($"/v1/stores/{salon}/skus/{Bottle}", cancel);
        return _tally;
    }

    private async Task Prepare(CancellationToken cancel)
    {
        await Put($"/v1/skus/{Box}", Sku("Serum, box of 6", "精华液（6 瓶装）", "box", null), cancel);
        await Put($"/v1/skus/{Bottle}", Sku("Serum 30 ml", "精华液 30 ml", "bottle", new("ml", 30, SharingRule.ManyClients, new(6, PeriodUnit.Months))), cancel);
        await Put($"/v1/suppliers/{Supplier}", new JsonObject
        {
            ["name"] = "Sample Serum Maker", ["nameZh"] = "示例精华厂", ["qualifications"] = new JsonArray(new JsonObject { ["kind"] = "business-licence", ["number"] = "SAMPLE-TRACE" }),
            ["prices"] = new JsonArray(new JsonObject { ["sku"] = Box, ["unitPrice"] = 60_000 }),
        }, cancel);
        await Put("/v1/recipes/trace-unpack", new JsonObject
        {
            ["name"] = "Unpack a box of serum", ["nameZh"] = "精华液拆箱",
            ["bills"] = new JsonArray(new JsonObject
            {
                ["inputs"] = new JsonArray(new JsonObject { ["sku"] = Box, ["quantity"] = 1 }), ["outputs"] = new JsonArray(new JsonObject { ["sku"] = Bottle, ["quantity"] = 6 }),
            }),
        }, cancel);
        await Put($"/v1/people/{Boss}", RecordJson.Of(new PersonRecord("Sample Finance", "示例财务", [PersonRole.Finance], new(true, [], []), false, [new(ApprovalKind.Order, null)])), cancel);
    }

    private JsonObject Sku(string name, string nameZh, string unit, OpeningRule? opening) => RecordJson.Of(new SkuRecord(
        name, unit, nameZh, null, "Sample", GoodsCategory: GoodsCategory.OrdinaryCosmetic, ShelfLifeMonths: 36, Opening: opening,
        Registration: new("SAMPLE-TRACE", "Sample", null, day.AddYears(-2), day.AddYears(3))));

    private async Task Buy(CancellationToken cancel)
    {
        const string Order = "/v1/purchase-orders/TRACE-PO1";
        await Put(Order, new JsonObject { ["supplier"] = Supplier, ["lines"] = new JsonArray(new JsonObject { ["line"] = 1, ["store"] = Warehouse, ["sku"] = Box, ["quantity"] = 10 }) }, cancel);
        if (await StateOf(Order, cancel) == "draft") await Post($"{Order}/submit", null, null, cancel);
        if (await StateOf(Order, cancel) == "submitted") await Approve($"{Order}/approve", cancel);
        if (await StateOf(Order, cancel) == "approved") await Post($"{Order}/send", null, null, cancel);
    }

    // Nobody approves their own order: whoever does gets a key for it, and loses it after.
    private async Task Approve(string path, CancellationToken cancel)
    {
        var given = (await client.Post($"/v1/people/{Boss}/keys", null, cancel)).Body ?? throw new InvalidOperationException($"{Boss} got no key.");
        try
        {
            await Post(path, null, new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = "Bearer " + (string)given["key"]! }, cancel);
        }
        finally
        {
            await client.Call(HttpMethod.Delete, $"/v1/people/{Boss}/keys/{(string)given["id"]!}", null, new Dictionary<string, string>(StringComparer.Ordinal), CancellationToken.None);
        }
    }

    private async Task Receive(CancellationToken cancel)
    {
        var paper = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(paper, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", cancel);
            Count("/v1/documents/TRACE-D1", await client.PutFile("/v1/documents/TRACE-D1?about=purchase-order:TRACE-PO1&name=quality-report.pdf", paper, "application/pdf", cancel));
        }
        finally
        {
            File.Delete(paper);
        }

        await Put("/v1/receipts/TRACE-R1", new JsonObject
        {
            ["order"] = "TRACE-PO1", ["store"] = Warehouse, ["inspector"] = "Sample Inspector",
            ["lots"] = new JsonArray(new JsonObject
            {
                ["line"] = 1, ["lot"] = LotNo, ["expiresOn"] = day.AddYears(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["counted"] = 10, ["accepted"] = 10, ["rejected"] = 0,
                ["quarantined"] = 0, ["appearanceOk"] = true, ["specificationOk"] = true, ["sampled"] = 1, ["documents"] = new JsonArray("TRACE-D1"),
            }),
        }, cancel);
    }

    private async Task Use(string stock, CancellationToken cancel)
    {
        await Put($"{stock}/containers/TRACE-C1", new JsonObject { ["lot"] = LotNo }, cancel);
        for (var i = 1; i <= Treated; i++)
            await Put($"{stock}/containers/TRACE-C1/uses/u{i}", new JsonObject { ["quantity"] = 2.5m, ["client"] = ClientName(i), ["document"] = $"treatment-{i}" }, cancel);
        for (var i = 1; i <= Buyers; i++) await Put($"{stock}/sales/trace-s{i}", new JsonObject { ["quantity"] = 1, ["lot"] = LotNo, ["client"] = ClientName(Treated - 1 + i) }, cancel);
    }

    private static string ClientName(int number) => string.Create(CultureInfo.InvariantCulture, $"DEMO-{number:000}");

    private async Task<string?> StateOf(string path, CancellationToken cancel) => (string?)(await client.Get(path, cancel)).Body?["state"];

    private async Task Put(string path, JsonObject body, CancellationToken cancel) => Count(path, await client.Put(path, body, cancel));

    private async Task Post(string path, JsonObject? body, IReadOnlyDictionary<string, string>? headers, CancellationToken cancel)
    {
        var reply = headers is null ? await client.Post(path, body, cancel) : await client.Call(HttpMethod.Post, path, body, headers, cancel);
        if (reply.Problem is { } refused) _tally.Refuse(0, path, refused.ToString());
    }

    private void Count(string path, Reply reply)
    {
        if (reply.Problem is { } refused) _tally.Refuse(0, path, refused.ToString());
        else _tally.Add(reply.IsNew ? Outcome.New : Outcome.Unchanged);
    }
}
