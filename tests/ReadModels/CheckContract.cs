using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>What differs between tables and journal is found.</summary>
public abstract class CheckContract(TestDatabase database) : ReadModelContract(database)
{
    [Fact]
    public async Task The_verifier_names_rows_that_differ_from_the_journal()
    {
        await Trade(100);
        await Once(NewTailer());
        await Once(NewTailer(ProductModel.Instance));
        (await Differences()).ShouldBeEmpty();
        await Change($"UPDATE {{0}} SET on_hand = on_hand + 1000 WHERE store = 'S-1' AND sku = 'K-1'", "stock_levels", Stock);
        await Change($"DELETE FROM {{0}} WHERE store = 'S-2' AND sku = 'K-2'", "stock_levels", Stock);
        await Change($"UPDATE {{0}} SET sku = 'K-0' WHERE sku = 'K-3'", "products", "products");
        var found = await Differences();
        found.Count.ShouldBe(4);
        found[0].ShouldStartWith("read-model:stock stock_levels S-1/K-1: on_hand is ");
        found[1].ShouldBe("read-model:stock stock_levels S-2/K-2 is missing.");
        found[2].ShouldBe("read-model:products products K-0 is there, but nothing in the journal makes it.");
        found[3].ShouldBe("read-model:products products K-3 is missing.");
    }

    private async Task<List<string>> Differences() =>
        await new ReadModelCheck(Journal, Store, ReadModelsRegistration.Models).Run().Select(finding => $"{finding.Stream} {finding.What}").ToListAsync();

    private async Task Change(string sql, string table, string model)
    {
        var generation = (await Store.CopiesOf(model)).Single().Generation;
        var name = $"{Store.Dialect.Prefix}{table}_{generation}";
        await Store.Write(connection => connection.Execute(sql.Replace("{0}", name, StringComparison.Ordinal), CancellationToken.None), CancellationToken.None);
    }
}

public sealed class SqliteCheckTests() : CheckContract(new SqliteFolder());

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresCheckTests(PostgresServer server) : CheckContract(new PostgresDatabase(server));
