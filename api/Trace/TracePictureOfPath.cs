using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels.Trace;

namespace BeautyGrains.Api.Trace;

/// <summary>The part of a picture that all traces have: suppliers, receipts with their papers, stocks, what went between them, what was made of what.</summary>
internal sealed class TracePictureOfPath
{
    private const int StockCards = 24;
    private const int ReceiptCards = 12;
    private const int DocumentLines = 3;
    private const string Opening = "opening";
    private const string Use = "use";
    private const string Tester = "tester";

    // Drawn as ways, or as cards of clients.
    private static readonly HashSet<string> s_drawn = ["receipt", "transfer-in", "transfer-out", "repack-in", "repack-out"];
    private static readonly HashSet<string> s_toClients = ["sale", "service-consumption", "gift", "sample", "staff-purchase", "offline-sale", "treatment", Use];

    private readonly TracePathJson _path;
    private readonly Language _language;
    private readonly Dictionary<(string Sku, string LotNo, string Store), string> _stocks = [];

    /// <param name="sku">Of the lot asked for; null where another card is meant.</param>
    public TracePictureOfPath(TracePathJson path, Language language, string? sku = null, string? lotNo = null)
    {
        (_path, _language) = (path, language);
        Stocks(sku, lotNo);
        Receipts();
        foreach (var flow in path.Flows.Where(flow => flow is { Kind: "transfer-in", Party: not null }).GroupBy(flow => (From: StockOf(flow.Sku, flow.LotNo, flow.Party!), To: StockOf(flow.Sku, flow.LotNo, flow.Store))))
            Graph.Put(new Way(flow.Key.From, flow.Key.To, TracePicture.Number(flow.Sum(one => one.Quantity))));
        foreach (var repack in path.Repacks) Repack(repack);
        foreach (var opened in path.Flows.Where(flow => IsOpened(flow.Kind)).GroupBy(flow => StockOf(flow.Sku, flow.LotNo, flow.Store)))
        {
            Graph.Put(new Card($"opened/{opened.Key}", CardKind.Opened, Word("opened"), [.. opened.GroupBy(flow => flow.Kind).Select(kind => $"{Kind(kind.Key)} {TracePicture.Number(Math.Abs(kind.Sum(flow => flow.Quantity)))}")]));
            Graph.Put(new Way(opened.Key, $"opened/{opened.Key}", TracePicture.Number(-opened.Where(flow => flow.Kind is Opening or Tester).Sum(flow => flow.Quantity))));
        }
    }

    public PathGraph Graph { get; } = new();

    /// <summary>What happened to the lots in stores.</summary>
    public IReadOnlyList<TraceFlowJson> Flows => _path.Flows;

    /// <summary>Does it, as a rule, go to a client?</summary>
    public static bool GoesToClients(string kind) => s_toClients.Contains(kind);

    /// <summary>The card that a step's goods come from.</summary>
    public string SourceOf(TraceStepJson step) => SourceOf(step.Kind, StockOf(step.Sku, step.LotNo, step.Store));

    /// <inheritdoc cref="SourceOf(TraceStepJson)" />
    public string SourceOf(TraceFlowJson flow) => SourceOf(flow.Kind, StockOf(flow.Sku, flow.LotNo, flow.Store));

    /// <summary>What a product is called.</summary>
    public string NameOf(string sku) => _path.Products.FirstOrDefault(product => product.Sku == sku) is { } it ? (_language == Language.Zh ? it.NameZh : null) ?? it.Name : sku;

    /// <summary>What stands below the heading.</summary>
    public string Note(DateTimeOffset? asOf, params IEnumerable<string> more) => string.Join(" · ",
    [
        .. more, .. asOf is { } at ? [$"{Word("as-of")} {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"] : Array.Empty<string>(), .. _path.Partial ? [Word("partial")] : Array.Empty<string>(),
        .. _path.Truncated ? [Word("truncated")] : Array.Empty<string>(),
    ]);

    private string SourceOf(string kind, string stock) => kind == Use && Graph.Has($"opened/{stock}") ? $"opened/{stock}" : stock;

    private string StockOf(string sku, string lotNo, string store) => _stocks.GetValueOrDefault((sku, lotNo, store), $"stock/{sku}/{lotNo}/{store}");

    private static bool IsOpened(string kind) => kind is Opening or Tester or Use || kind.StartsWith("open-", StringComparison.Ordinal);

    private void Stocks(string? sku, string? lotNo)
    {
        var stocks = _path.Lots.GroupBy(lot => (lot.Sku, lot.LotNo, lot.Store)).ToList();
        var weight = _path.Flows.GroupBy(flow => (flow.Sku, flow.LotNo, flow.Store)).ToDictionary(flows => flows.Key, flows => flows.Sum(flow => Math.Abs(flow.Quantity)));
        // Those that more went through stand for themselves, and so does whoever got goods from outside.
        var shown = stocks.OrderByDescending(stock => _path.Receipts.Any(receipt => (receipt.Sku, receipt.LotNo, receipt.Store) == stock.Key)).ThenByDescending(stock => weight.GetValueOrDefault(stock.Key)).Take(stocks.Count > StockCards ? StockCards - 1 : StockCards).Select(stock => stock.Key).ToHashSet();
        foreach (var stock in stocks.Where(stock => shown.Contains(stock.Key)))
        {
            var id = _stocks[stock.Key] = $"stock/{stock.Key.Sku}/{stock.Key.LotNo}/{stock.Key.Store}";
            Graph.Put(new Card(id, CardKind.Stock, stock.Key.Store, [.. LinesOf([.. stock], [stock.Key])], (stock.Key.Sku, stock.Key.LotNo) == (sku, lotNo)));
        }
        foreach (var rest in stocks.Where(stock => !shown.Contains(stock.Key)).GroupBy(stock => (stock.Key.Sku, stock.Key.LotNo)))
        {
            var id = $"stock/{rest.Key.Sku}/{rest.Key.LotNo}/+";
            foreach (var stock in rest) _stocks[stock.Key] = id;
            Graph.Put(new Card(id, CardKind.Stock, $"+ {rest.Count()} {Word("stores")}", [.. LinesOf([.. rest.SelectMany(stock => stock)], [.. rest.Select(stock => stock.Key)])], rest.Key == (sku, lotNo)));
        }
    }

    private IEnumerable<string> LinesOf(List<TracedLotJson> lots, HashSet<(string, string, string)> stocks)
    {
        yield return $"{lots[0].Sku} · {lots[0].LotNo}";
        if (lots[0].ExpiresOn is { } expires) yield return $"{Word("expires")} {expires}";
        if (lots.Exists(lot => lot.OnHand is not null)) yield return $"{Word("on-hand")} {TracePicture.Number(lots.Sum(lot => lot.OnHand ?? 0))}";
        foreach (var flow in _path.Flows.Where(flow => stocks.Contains((flow.Sku, flow.LotNo, flow.Store)) && !s_drawn.Contains(flow.Kind) && !IsOpened(flow.Kind) && !s_toClients.Contains(flow.Kind)).GroupBy(flow => flow.Kind, StringComparer.Ordinal))
            if (flow.Sum(one => one.Quantity) is not 0 and var sum) yield return $"{Kind(flow.Key)} {(sum > 0 ? "+" : "−")}{TracePicture.Number(Math.Abs(sum))}";
        var missing = -_path.Flows.Where(flow => !flow.InBook && stocks.Contains((flow.Sku, flow.LotNo, flow.Store))).Sum(flow => flow.Quantity);
        if (missing > 0) yield return $"{TracePicture.Number(missing)} {Word("no-book")}";
    }

    private void Receipts()
    {
        // What was accepted and what was set apart of one receipt is one card; of many, those of one supplier in one store are.
        var many = _path.Receipts.Select(receipt => receipt.Receipt ?? receipt.Movement).Distinct(StringComparer.Ordinal).Count() > ReceiptCards;
        foreach (var receipts in _path.Receipts.GroupBy(receipt => (Stock: StockOf(receipt.Sku, receipt.LotNo, receipt.Store), receipt.Supplier, Id: many ? null : receipt.Receipt ?? receipt.Movement)))
        {
            var (first, id) = (receipts.First(), $"receipt/{receipts.Key.Stock}/{receipts.Key.Supplier}/{receipts.Key.Id}");
            var count = receipts.Select(receipt => receipt.Receipt ?? receipt.Movement).Distinct(StringComparer.Ordinal).Count();
            Graph.Put(new Card(id, CardKind.Receipt, count > 1 ? $"{count} {Word("receipts")}" : $"{Word("receipt")} {first.Receipt ?? first.Movement}", [.. Papers([.. receipts], count)]));
            Graph.Put(new Way(id, receipts.Key.Stock, TracePicture.Number(receipts.Sum(receipt => receipt.Quantity))));
            if (receipts.Key.Supplier is not { } supplier) continue;
            Graph.Put(new Card($"supplier/{supplier}", CardKind.Supplier, first.SupplierName ?? supplier, first.SupplierName is null ? [Word("supplier")] : [$"{Word("supplier")} {supplier}"]));
            Graph.Put(new Way($"supplier/{supplier}", id, ""));
        }
    }

    private IEnumerable<string> Papers(IReadOnlyList<TraceReceiptJson> receipts, int count)
    {
        var (first, last) = (receipts.Min(receipt => receipt.At), receipts.Max(receipt => receipt.At));
        yield return TracePicture.Day(first) == TracePicture.Day(last) ? TracePicture.Day(first) : $"{TracePicture.Day(first)} – {TracePicture.Day(last)}";
        var receipt = receipts[0];
        if (count == 1 && receipt.Order is { } order) yield return $"{Word("order")} {order}";
        else if (count == 1 && receipt.Document is { } document) yield return $"{Word("document")} {document}";
        var records = receipts.Count(one => one.Record is not null);
        yield return records == 0 ? Word("no-record") : count > 1 ? $"{Word("record")} × {records}" : $"{Word("record")} · {receipt.Record!.Result}";
        var papers = receipts.SelectMany(one => one.Documents).Distinct(StringComparer.Ordinal).ToList();
        foreach (var id in papers.Take(DocumentLines)) yield return $"▤ {_path.Documents.FirstOrDefault(one => one.Id == id)?.Name ?? id}";
        if (papers.Count > DocumentLines) yield return $"▤ + {papers.Count - DocumentLines} {Word("documents")}";
    }

    private void Repack(TraceRepackJson repack)
    {
        var id = $"repack/{repack.Document}/{repack.Store}";
        Graph.Put(new Card(id, CardKind.Repack, $"{Word("repack")} {repack.Document[(repack.Document.IndexOf('/', StringComparison.Ordinal) + 1)..]}", [$"{TracePicture.Day(repack.At)} · {repack.Store}"]));
        foreach (var from in repack.From) Graph.Put(new Way(StockOf(from.Sku, from.LotNo, repack.Store), id, TracePicture.Number(from.Quantity)));
        foreach (var into in repack.Into) Graph.Put(new Way(id, StockOf(into.Sku, into.LotNo, repack.Store), TracePicture.Number(into.Quantity)));
    }

    private string Word(string word) => TraceWords.Of(word, _language);

    private string Kind(string kind) => TraceWords.Kind(kind, _language);
}
