using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Scans;
using BeautyGrains.Codes;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;
using BeautyGrains.ReadModels.Search;

namespace BeautyGrains.Api.Counting;

/// <summary>Takes up to 5,000 counted lines in at once; every fault of every line is told in one answer.</summary>
internal static class SubmitCounts
{
    /// <summary>The largest body in bytes: 5,000 lines with codes and dates.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int CodesAtOnce = 100;

    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut(CountSessions.Path + "/submissions/{submission}", Handle)
        .Operation("SubmitCounts").Describe("counting", "Hand in up to 5,000 counted lines").Takes<SubmitCountsBody>().Puts<CountSessionJson>();

    private static async Task<IResult> Handle(
        string id, string submission, HttpContext http, IGrainFactory grains, ICatalogueFacts catalogue, IProductCodes products, Freshness freshness, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SubmitCountsBody, MostBytes);
        if (bad is not null) return bad;
        var (check, now) = (new Check(), clock.GetUtcNow());
        var (sentAt, countedAt) = (check.Moment("sentAt", body.SentAt), check.Moment("countedAt", body.CountedAt));
        var given = check.List("lines", body.Lines, CountLimits.MaxLines);
        if (check.Failed) return Problems.Of(check);
        var session = grains.GetGrain<ICountSessionGrain>(id);
        var known = await session.Get();
        if (known.Refusal is { } unknown) return Problems.From(unknown, http);
        if (http.Forbids(known.Value!.Store) is { } forbidden) return forbidden;
        var scanned = await Scanned(given, check, grains, products, freshness, now, http.RequestAborted);
        var lines = scanned.Select((line, i) => line.ToLine(FormattableString.Invariant($"lines[{i}]"), check, countedAt)).ToList();
        await CheckSkus(known.Value, lines, check, catalogue);
        CheckPlaces(lines, check);
        if (sentAt is { } sent && (now - sent).Duration() > CountLimits.MaxClockError) check.Add("sentAt", "clock-is-off-by-more-than-a-day");
        CheckTimes(known.Value, lines, sentAt is { } by ? now - by : TimeSpan.Zero, now, check);
        if (check.Failed) return Problems.Of(check);
        var answer = await session.Submit(new(submission, [.. lines], sentAt, http.Caller()));
        return Reply.Put(http, answer.Then(it => CountSessionJson.Of(it, http)), Wire.Json.CountSessionJson, it => it.Version);
    }

    // Products of many codes are looked up together; what a code does not say must stand beside it.
    private static async Task<IReadOnlyList<CountedLineBody>> Scanned(
        IReadOnlyList<CountedLineBody> lines, Check check, IGrainFactory grains, IProductCodes products, Freshness freshness, DateTimeOffset now, CancellationToken cancel)
    {
        var withCode = lines.Select((line, i) => (Line: line, At: i)).Where(one => one.Line.Code is not null).ToList();
        if (withCode.Count == 0) return lines;
        await freshness.Wait(ProductModel.Instance, cancel);
        var read = lines.ToArray();
        foreach (var chunk in withCode.Chunk(CodesAtOnce))
        {
            var codes = chunk.Select(one => (one.Line, one.At, Code: CodeReader.Read(one.Line.Code, DateOnly.FromDateTime(now.UtcDateTime)))).ToList();
            var found = new Dictionary<string, IReadOnlyList<SkuView>>(StringComparer.Ordinal);
            foreach (var (line, at, code) in codes)
            {
                var field = FormattableString.Invariant($"lines[{at}]");
                foreach (var fault in code.Faults) check.Add($"{field}.code", fault.ToString());
                if (!code.IsGood) continue;
                var keys = ReadScan.Keys(code);
                var key = string.Join('\n', keys);
                if (!found.TryGetValue(key, out var skus)) found[key] = skus = line.Sku is not null && keys.Count == 0 ? [] : await products.Find(keys, cancel);
                read[at] = await Told(line, code, skus, field, check, grains);
            }
        }
        return read;
    }

    private static async ValueTask<CountedLineBody> Told(CountedLineBody line, ScannedCode code, IReadOnlyList<SkuView> found, string field, Check check, IGrainFactory grains)
    {
        var goods = ScannedGoods.Of(code);
        var isOfProduct = code.Gtin is not null || code.Identifier is not null;
        var fitting = ReadScan.Carriers(code, found).Where(one => line.Sku is null || one.Sku == line.Sku).ToList();
        if (isOfProduct && fitting.Count == 0 && (line.Sku is null || await grains.GetGrain<ISkuGrain>(line.Sku).Get() is null || ScannedGoods.UnitOf(line.Sku, (await grains.GetGrain<ISkuGrain>(line.Sku).Get())!.Record, code) is null))
            check.Add($"{field}.code", line.Sku is null ? "is-of-no-known-product" : "is-of-another-product");
        if (line.Sku is null && fitting.Count > 1) check.Add($"{field}.code", "means-several-products:" + string.Join(',', fitting.Select(one => one.Sku).Order(StringComparer.Ordinal)));
        if (line.Sku is null && !isOfProduct) check.Add($"{field}.code", "has-no-product");
        if (line.Lot is not null && goods.Lot is not null && goods.Lot != line.Lot && !line.Lot.StartsWith(goods.Lot, StringComparison.Ordinal)) check.Add($"{field}.lot", "differs-from-the-code");
        if (line.Lot is null && goods.Lot is null) check.Add($"{field}.code", "has-no-lot");
        return line with
        {
            Sku = line.Sku ?? (fitting.Count == 1 ? fitting[0].Sku : null), Lot = line.Lot ?? goods.Lot, ExpiresOn = line.ExpiresOn ?? goods.Expiry?.Printed,
            ExpiryKind = line.ExpiresOn is null ? goods.ExpiryWord : line.ExpiryKind, MadeOn = line.MadeOn ?? goods.MadeOn,
        };
    }

    private static async Task CheckSkus(CountSessionView session, List<CountedLine> lines, Check check, ICatalogueFacts catalogue)
    {
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var field = FormattableString.Invariant($"lines[{i}].sku");
            if (check.Names(field) || lines[i].Sku.Length == 0) continue;
            if (!known.TryGetValue(lines[i].Sku, out var rule))
            {
                var facts = await catalogue.Of(session.Store, lines[i].Sku);
                known[lines[i].Sku] = rule = facts.Refusal?.Kind == RefusalKind.UnknownSku ? "unknown-sku" : facts.Value?.Controlled is not null ? "controlled-goods" : null;
            }
            if (rule is not null) check.Add(field, rule);
        }
    }

    private static void CheckPlaces(List<CountedLine> lines, Check check)
    {
        var seen = new Dictionary<(string, string?, string?), int>();
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Sku.Length > 0 && !seen.TryAdd((lines[i].Sku, lines[i].Lot, lines[i].Bin), i))
                check.Add(FormattableString.Invariant($"lines[{i}]"), FormattableString.Invariant($"same-place-as-lines[{seen[(lines[i].Sku, lines[i].Lot, lines[i].Bin)]}]"));
    }

    private static void CheckTimes(CountSessionView session, List<CountedLine> lines, TimeSpan error, DateTimeOffset now, Check check)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (check.Names(FormattableString.Invariant($"lines[{i}].countedAt"))) continue;
            var at = lines[i].CountedAt + error;
            if (at > now + Limits.MaxClockAhead) check.Add(FormattableString.Invariant($"lines[{i}].countedAt"), "must-not-be-in-the-future");
            else if (at < session.OpenedAt - Limits.MaxClockAhead) check.Add(FormattableString.Invariant($"lines[{i}].countedAt"), "must-not-be-before-the-session");
        }
    }
}
