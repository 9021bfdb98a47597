using System.Text.Json;
using BeautyGrains.Bench.Pos;
using BeautyGrains.Bench.Pos.Audit;
using BeautyGrains.Bench.Pos.Load;
using BeautyGrains.Bench.Pos.Record;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Tests.Processes;

/// <summary>
/// A small record and the picture of a server that kept every promise: 10 on hand at first; 2 sold; 3 reserved and committed as 2;
/// 1 reserved and still held; a basket of 1 committed; 1 shipped to another store and received; one reservation refused.
/// </summary>
internal static class HonestRun
{
    public static readonly StockKey Here = new("a", "x");
    public static readonly StockKey There = new("b", "x");
    public static readonly string Committed = $"{Here.Path}/reservations/committed";
    public static readonly string Held = $"{Here.Path}/reservations/held";
    public static readonly string Refused = $"{Here.Path}/reservations/refused";
    public static readonly string Basket = "/v1/baskets/basket";
    public static readonly string Transfer = "/v1/transfers/transfer";
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Now.AddHours(1);

    /// <summary>What the terminals took down.</summary>
    public static Book Record()
    {
        var book = new Book();
        book.Begin(Here, Stock(10, 0, 1));
        book.Begin(There, Stock(0, 0, 0));
        Done(book, Asks.Sale("sale", Here, 2), 201, Sale);
        Done(book, Asks.Reserve("committed", Here, 3, 600), 201, Reservation("committed", "open", 3, 3, 3));
        Done(book, Asks.Commit("committed", Here, 2), 200, Reservation("committed", "committed", 3, 2, 4));
        Done(book, Asks.Reserve("held", Here, 1, 600), 201, Reservation("held", "open", 1, 1, 5));
        Done(book, Asks.Reserve("refused", Here, 99, 600), 409, """{"type":"/problems/insufficient-available","available":5}""");
        Done(book, Asks.Basket("basket", "a", [("x", 1)], 600, true), 201, BasketIn("reserved"));
        Done(book, Asks.OfBasket(CommandKind.BasketCommit, "basket", "a"), 200, BasketIn("committed"));
        var put = Done(book, Asks.Transfer("transfer", "a", "b", [("x", 1)]), 201, TransferIn("ready"));
        Done(book, Asks.OfTransfer(CommandKind.TransferShip, put.Ask, "ship", new { }), 200, TransferIn("shipped"));
        Done(book, Asks.OfTransfer(CommandKind.TransferReceive, put.Ask, "receive", new { }), 200, TransferIn("received"));
        return book;
    }

    /// <summary>What a server that lost nothing shows.</summary>
    public static Picture Picture() => new(
        new Dictionary<StockKey, StockRead> { [Here] = Stock(4, 1, 9), [There] = Stock(1, 0, 1) },
        new Dictionary<StockKey, IReadOnlyList<MovementRead>>
        {
            [Here] =
            [
                Entry("first", "receipt", 10, 10, 1), MovementRead.From(Read(Sale)), Entry("committed", "sale", -2, 6, 4),
                Entry("basket-1", "sale", -1, 5, 7), Entry("transfer", "transferout", -1, 4, 9),
            ],
            [There] = [Entry("transfer", "transferin", 1, 1, 1)],
        },
        new Dictionary<string, ReservationRead?>
        {
            [Committed] = ReservationRead.From(Read(Reservation("committed", "committed", 3, 2, 4))),
            [Held] = ReservationRead.From(Read(Reservation("held", "open", 1, 1, 5))),
            [Refused] = null,
        },
        new Dictionary<string, MovementRead?> { [$"{Here.Path}/sales/sale"] = MovementRead.From(Read(Sale)) },
        new Dictionary<string, BasketRead?> { [Basket] = BasketRead.From(Read(BasketIn("committed"))) },
        new Dictionary<string, TransferRead?> { [Transfer] = TransferRead.From(Read(TransferIn("received"))) },
        Now);

    /// <summary>A stock of one lot.</summary>
    public static StockRead Stock(decimal onHand, decimal reserved, long version) =>
        new(onHand, reserved, onHand - reserved, 0, onHand == 0 ? [] : [new("L1", onHand, reserved)], version);

    /// <summary>A ledger entry of one lot.</summary>
    public static MovementRead Entry(string id, string kind, decimal quantity, decimal after, long version) =>
        new(id, kind, quantity, [new("L1", quantity)], after, after, version);

    /// <summary>The same dictionary with one value changed.</summary>
    public static Dictionary<TKey, TValue> With<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> from, TKey key, TValue value)
        where TKey : notnull => new(from) { [key] = value };

    private static Command Done(Book book, Ask ask, int status, string answer)
    {
        var command = book.Open(ask);
        book.Settle(command, status, Read(answer));
        return command;
    }

    private static string Sale =>
        """{"id":"sale","kind":"sale","quantity":-2,"lines":[{"lot":"L1","quantity":-2,"balanceAfter":8}],"onHandAfter":8,"version":2}""";

    private static string Reservation(string id, string state, decimal quantity, decimal inLots, long version) => $$"""
        {"id":"{{id}}","state":"{{state}}","quantity":{{quantity}},"lots":[{"lot":"L1","quantity":"{{inLots}}"}],"expiresAt":"{{Later:O}}","version":{{version}}}
        """;

    private static string BasketIn(string state) => $$"""
        {"id":"basket","state":"{{state}}","lines":[{"sku":"x","quantity":1,"lots":[{"lot":"L1","quantity":1}]}],"expiresAt":"{{Later:O}}"}
        """;

    private static string TransferIn(string state) => $$"""
        {"id":"transfer","state":"{{state}}","lines":[{"sku":"x","quantity":1,"lots":[{"lot":"L1","shipped":1,"received":1}]}]}
        """;

    private static JsonElement Read(string json) => JsonDocument.Parse(json).RootElement;
}
