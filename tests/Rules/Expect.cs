namespace BeautyGrains.Rules.Tests;

/// <summary>Short words for what decisions must be.</summary>
internal static class Expect
{
    public static void ShouldBeRefused(this Decision<StockEvent> decision, Refusal refusal)
    {
        decision.Refusal.ShouldBe(refusal);
        decision.Events.ShouldBeEmpty();
    }

    public static void ShouldBeRefused(this Decision<StockEvent> decision, RefusalKind kind)
    {
        decision.Refusal.ShouldNotBeNull().Kind.ShouldBe(kind);
        decision.Events.ShouldBeEmpty();
    }

    public static void ShouldBeRepeat(this Decision<StockEvent> decision)
    {
        decision.Refusal.ShouldBeNull();
        decision.IsRepeat.ShouldBeTrue();
        decision.Events.ShouldBeEmpty();
    }

    public static Decision<StockEvent> ShouldHappen(this Decision<StockEvent> decision, params Type[] events)
    {
        decision.Refusal.ShouldBeNull();
        decision.IsRepeat.ShouldBeFalse();
        decision.Events.Select(happened => happened.GetType()).ShouldBe(events);
        return decision;
    }

    public static string Pins(this Book book, string reservation) => Words(book.Stock.Open[reservation].Lots);

    public static string Words(IEnumerable<LotQuantity> lots) =>
        string.Join(' ', lots.Select(lot => FormattableString.Invariant($"{lot.Lot}:{lot.Quantity}")));

    public static string Lines(this Decision<StockEvent> decision) =>
        Words(decision.Events.OfType<StockMoved>().SelectMany(moved => moved.Lines).Select(line => new LotQuantity(line.Lot, line.Quantity)));
}
