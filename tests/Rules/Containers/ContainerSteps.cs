namespace BeautyGrains.Rules.Tests;

/// <summary>Short words for what is done with open containers.</summary>
internal static class ContainerSteps
{
    /// <summary>A bottle of 30 ml for everybody, good for 28 days after opening.</summary>
    public static SkuRecord Sku { get; } = Bottle(SharingRule.ManyClients);

    public static SkuRecord Bottle(SharingRule sharing, OpenPeriod? opened = null, OpenPeriod? reconstituted = null) =>
        new("Serum", "bottle", Opening: new("ml", 30, sharing, opened ?? new(28, PeriodUnit.Days), reconstituted));

    public static Decision<StockEvent> OpenOne(this Book book, string id, string? lot = null, string? client = null, MovementKind kind = MovementKind.Opening) =>
        book.Do((stock, facts, now) => StockRules.OpenContainer(stock, new(id, lot, client, null, null, Book.By, kind), facts, now));

    public static Decision<StockEvent> Dissolve(this Book book, string container, string? lot = "NS-9") =>
        book.Do((stock, facts, now) => StockRules.ReconstituteContainer(stock, new(container, "SALINE", lot, 2.5m, Book.By), facts, now));

    public static Decision<StockEvent> Use(this Book book, string container, string id, decimal quantity, string? client = null, bool? completes = null) =>
        book.Do((stock, facts, now) => StockRules.UseContainer(stock, new(id, container, quantity, client, null, Book.By, completes), facts, now));

    public static Decision<StockEvent> Waste(this Book book, string container, string id, decimal? quantity = null) =>
        book.Do((stock, _, now) => StockRules.ScrapContainer(stock, new(id, container, quantity, "dropped", Book.By), now));

    public static Decision<StockEvent> Weigh(this Book book, string container, string id, decimal counted) =>
        book.Do((stock, _, now) => StockRules.CountContainer(stock, new(id, container, counted, null, Book.By), now));

    public static Decision<StockEvent> Tell(this Book book, string container, string id, FactKind kind, decimal quantity, string? client = null, DateTimeOffset? at = null) =>
        book.Do((stock, facts, now) => StockRules.RecordContainerFact(stock, new(id, container, kind, quantity, at ?? now, client, "seen", null, Book.By), facts, now));

    public static Decision<StockEvent> Sweep(this Book book) => book.Do((stock, _, now) => StockRules.ScrapExpiredContainers(stock, now));

    public static string Offers(this Book book, string? client = null) => string.Join(' ', StockRules.Offered(book.Stock, client, book.Now).Select(one => one.Id));

    /// <summary>One step of a walk; null lets nothing happen.</summary>
    public static Decision<StockEvent>? Walk(this Book book, int op, int a, int b, int c, int i)
    {
        var container = $"C{a % 3}";
        if (op == 0) return book.Stock.Recall(CommandIds.Container(container), default) is null ? book.OpenOne(container) : (Decision<StockEvent>?)null;
        return op switch
        {
            1 => book.Use(container, $"i{i}", b / 2m, $"client-{c}", c == 0 ? true : null),
            2 => book.Waste(container, $"i{i}", c == 1 ? null : b / 4m),
            3 => book.Weigh(container, $"i{i}", c == 2 ? 0 : b * 2),
            5 => book.Dissolve(container),
            4 => book.Tell(container, $"i{i}", c % 2 == 0 ? FactKind.Breakage : FactKind.Treatment, b, $"client-{c}"),
            _ => (Decision<StockEvent>?)null,
        };
    }
}
