using BeautyGrains.Grains;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>What suppliers did and what is owed to them, as the read model of buying tells it on every database.</summary>
public abstract class BuyingContract(TestDatabase database) : ReadModelContract(database)
{
    private static readonly CancellationToken s_never = CancellationToken.None;

    [Fact]
    public async Task A_supplier_s_record_and_account_are_told_from_orders_receipts_invoices_and_credits()
    {
        await new Trading(House, 1).Open();
        await using var tailer = NewTailer(BuyingModel.Instance, most: 3);
        await CatchUp(tailer);

        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        var scores = new Scorecards(new(Store));
        // Of eight four came, of four none, and of five that arrived one was rejected.
        (await scores.Of(["none", "SUP"], today.AddDays(-1), today.AddDays(60), null, today.AddDays(60), s_never)).Records.ShouldBe(
            [new("none", 0, null, null, 0, null, null), new("SUP", 2, 0, 0.25m, 1, 0.2m, 100)]);
        (await scores.Of(["SUP"], today.AddDays(-1), today.AddDays(60), Trading.Skus[1], today.AddDays(60), s_never)).Records.ShouldBe([new("SUP", 1, 0, 0, 0, null, null)]);
        (await scores.Of(["SUP"], today.AddDays(-1), today.AddDays(60), null, today, s_never)).Records.Single().Lines.ShouldBe(0, "Nothing is due yet.");

        var account = new SupplierReturnList(new(Store));
        (await account.Account("SUP", s_never)).Balances.ShouldBe([new("CNY", 400, 0, 100, 300)]);
        (await account.Account("none", s_never)).Balances.ShouldBeEmpty();
        (await new InvoiceList(new(Store)).Page(new("SUP", Through: today), InvoiceOrders.ByDay, null, 1, s_never)).Items.Single().Number.ShouldBe("I-1");
        (await new LandedCostList(new(Store)).Page(new(Receipt: "R-1"), LandedCostOrders.ById, null, 1, s_never)).Items.Single().Id.ShouldBe("LC-1");
        await Close();
    }
}

/// <summary>In a file.</summary>
public sealed class SqliteBuyingTests() : BuyingContract(new SqliteFolder());

/// <summary>On a server.</summary>
[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresBuyingTests(PostgresServer server) : BuyingContract(new PostgresDatabase(server));
