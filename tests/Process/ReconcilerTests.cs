using BeautyGrains.Bench.Pos;
using BeautyGrains.Bench.Pos.Audit;
using BeautyGrains.Bench.Pos.Load;
using BeautyGrains.Bench.Pos.Record;
using static BeautyGrains.Tests.Processes.HonestRun;

namespace BeautyGrains.Tests.Processes;

/// <summary>The audit of the terminals finds every kind of broken promise, and only those.</summary>
public sealed class ReconcilerTests
{
    [Fact]
    public void A_server_that_kept_every_promise_shows_no_difference() => Reconciler.Compare(Record(), Picture()).ShouldBeEmpty();

    public static TheoryData<string, string> Lies => new()
    {
        { "an acknowledged reservation is missing", "was acknowledged and is missing" },
        { "an acknowledged commit is forgotten", "its commit was acknowledged and it is open" },
        { "less was issued than acknowledged", "issued 2 of L1 as acknowledged, 1 of L1 as read" },
        { "a reservation ends at another time", "is held until" },
        { "a refused reservation is there", "was refused and is there" },
        { "a held reservation is not counted", "0 reserved; open reservations sum to 1" },
        { "an acknowledged sale is missing", "no ledger entry for sale of -2" },
        { "a sale was applied twice", "was applied 2 times" },
        { "a sale has another answer", "and was acknowledged as" },
        { "an entry appears from nowhere", "nobody asked for it" },
        { "more was sold than there was", "oversold" },
        { "stock is lost", "3 on hand; 10 at first and -6 acknowledged make 4" },
        { "the lots do not sum", "lots sum to" },
        { "available is negative", "available is -1" },
        { "an acknowledged basket is missing", "was acknowledged and is missing" },
        { "a committed basket stays half way", "is committing, and must be committed" },
        { "a received transfer is shipped", "is shipped, and must be received" },
        { "goods arrive twice", "nobody asked for it" },
        { "a stock cannot be read", "was not read" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_broken_promise_is_a_difference(string lie, string found) =>
        Reconciler.Compare(Record(), Doctored(lie)).ShouldContain(difference => difference.What.Contains(found, StringComparison.Ordinal), found);

    [Fact]
    public void A_doctored_record_differs_from_an_honest_server()
    {
        var book = Record();
        book.Settle(book.Open(Asks.Sale("invented", Here, 1)), 201, System.Text.Json.JsonDocument.Parse(
            """{"id":"invented","kind":"sale","quantity":-1,"lines":[{"lot":"L1","quantity":-1,"balanceAfter":3}],"onHandAfter":3,"version":10}""").RootElement);
        var differences = Reconciler.Compare(book, Picture());
        differences.ShouldContain(difference => difference.What.Contains("no ledger entry for sale of -1", StringComparison.Ordinal));
        differences.ShouldContain(difference => difference.What.Contains("make 3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(409, null)]
    [InlineData(409, "1 of 2 are there", "r1")]
    [InlineData(200, "1 of 2 are there", "r2")]
    [InlineData(200, "was acknowledged in part", "r1", "r2")]
    public void Half_a_batch_of_all_or_nothing_is_a_difference(int status, string? found, params string[] there)
    {
        var book = Record();
        var batch = book.Open(Asks.Batch("batch", [("r1", Here, 1), ("r2", There, 1)], 600, allOrNothing: true));
        batch.Ambiguous = true;
        book.Settle(batch, status, System.Text.Json.JsonDocument.Parse(status == 409
            ? """{"type":"/problems/insufficient-available"}"""
            : """{"items":[{"id":"r1","status":201,"reservation":{"id":"r1"}},{"id":"r2","status":409}]}""").RootElement);
        var picture = Picture();
        foreach (var id in there)
            picture = picture with { Reservations = picture.Reservations.With($"{(id == "r1" ? Here : There).Path}/reservations/{id}", picture.Reservations[Held]) };
        var differences = Reconciler.Compare(book, picture);
        if (found is null) differences.ShouldBeEmpty();
        else differences.ShouldContain(difference => difference.What.Contains(found, StringComparison.Ordinal), found);
    }

    [Fact]
    public void A_command_whose_outcome_stays_unknown_is_a_difference()
    {
        var book = Record();
        book.Open(Asks.Sale("unanswered", Here, 1));
        Reconciler.Compare(book, Picture()).ShouldContain(difference => difference.What.Contains("unknown", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_terminals_saw_to_be_wrong_is_a_difference()
    {
        var book = Record();
        book.Saw(new("/somewhere", "got 500"));
        Reconciler.Compare(book, Picture()).ShouldHaveSingleItem().What.ShouldBe("got 500");
    }

    [Fact]
    public void A_record_read_back_from_its_file_says_the_same_and_a_cut_off_line_is_an_unknown_command()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("record");
        using (var file = new RecordFile(path))
        {
            file.Write(new() { Run = "one" });
            var book = new Book(file);
            book.Begin(Here, Stock(10, 0, 1));
            book.Settle(book.Open(Asks.Sale("known", Here, 1)), 201, System.Text.Json.JsonDocument.Parse("""{"quantity":-1}""").RootElement);
            book.Settle(book.Open(Asks.Sale("cut", Here, 1)), 201, System.Text.Json.JsonDocument.Parse("""{"quantity":-1}""").RootElement);
        }

        File.WriteAllText(path, File.ReadAllText(path)[..^5]);
        using (var file = new RecordFile(path)) file.Write(new() { Run = "two" });
        var read = new Book();
        foreach (var run in RecordFile.Read(path)) read.Take(run);
        read.Baselines[Here].OnHand.ShouldBe(10);
        read.Commands.Select(command => (command.Ask.Id, command.Status, command.Ambiguous)).ShouldBe([("known", 201, false), ("cut", 0, true)]);
    }

    private static Picture Doctored(string lie)
    {
        var honest = Picture();
        return lie switch
        {
            "an acknowledged reservation is missing" => honest with { Reservations = honest.Reservations.With(Held, null) },
            "an acknowledged commit is forgotten" => honest with { Reservations = honest.Reservations.With(Committed, honest.Reservations[Committed]! with { State = "open" }) },
            "less was issued than acknowledged" => honest with { Reservations = honest.Reservations.With(Committed, honest.Reservations[Committed]! with { Lots = [new("L1", 1)] }) },
            "a reservation ends at another time" => honest with { Reservations = honest.Reservations.With(Held, honest.Reservations[Held]! with { ExpiresAt = Now.AddHours(2) }) },
            "a refused reservation is there" => honest with { Reservations = honest.Reservations.With(Refused, honest.Reservations[Held]) },
            "a held reservation is not counted" => honest with { Stocks = honest.Stocks.With(Here, Stock(4, 0, 9)) },
            "an acknowledged sale is missing" => Ledger(honest, Here, ledger => ledger.RemoveAt(1)),
            "a sale was applied twice" => Ledger(honest, Here, ledger => ledger.Insert(2, ledger[1])),
            "a sale has another answer" => Ledger(honest, Here, ledger => ledger[1] = ledger[1] with { Lines = [new("L2", -2)] }),
            "an entry appears from nowhere" => Ledger(honest, Here, ledger => ledger.Add(Entry("ghost", "scrap", -1, 3, 10))),
            "more was sold than there was" => Ledger(honest, Here, ledger => ledger[4] = ledger[4] with { OnHandAfter = -1 }),
            "stock is lost" => honest with { Stocks = honest.Stocks.With(Here, Stock(3, 1, 9)) },
            "the lots do not sum" => honest with { Stocks = honest.Stocks.With(Here, Stock(4, 1, 9) with { Lots = [new("L1", 5, 1)] }) },
            "available is negative" => honest with { Stocks = honest.Stocks.With(Here, Stock(4, 1, 9) with { Available = -1 }) },
            "an acknowledged basket is missing" => honest with { Baskets = honest.Baskets.With(Basket, null) },
            "a committed basket stays half way" => honest with { Baskets = honest.Baskets.With(Basket, honest.Baskets[Basket]! with { State = "committing" }) },
            "a received transfer is shipped" => honest with { Transfers = honest.Transfers.With(Transfer, honest.Transfers[Transfer]! with { State = "shipped" }) },
            "goods arrive twice" => Ledger(honest, There, ledger => ledger.Add(Entry("transfer-again", "transferin", 1, 2, 2))),
            "a stock cannot be read" => honest with { Stocks = new Dictionary<StockKey, Bench.Pos.Views.StockRead>() },
            _ => throw new ArgumentOutOfRangeException(nameof(lie), lie, "no such lie"),
        };
    }

    private static Picture Ledger(Picture honest, StockKey key, Action<List<Bench.Pos.Views.MovementRead>> change)
    {
        var ledger = honest.Ledgers[key].ToList();
        change(ledger);
        return honest with { Ledgers = honest.Ledgers.With(key, ledger) };
    }
}
