using BeautyGrains.ReadModels;
using BeautyGrains.Silo;

namespace BeautyGrains.Cli.Tests;

public sealed class RebuildVerbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_models_of_a_folder_are_built_anew_and_verified()
    {
        var rebuilt = await Verb.Run("rebuild-read-models", "--data", _folder.Data);
        rebuilt.Code.ShouldBe(0, rebuilt.Error);
        rebuilt.Output.ShouldContain("stock: built up to ");
        rebuilt.Output.ShouldContain("products: built up to ");
        (await Verb.Run("rebuild-read-models", "products", "--data", _folder.Data)).Output.ShouldNotContain("stock");
        (await Verb.Run("verify", "--data", _folder.Data)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_read_model_that_there_is_not_is_named_with_those_that_there_are()
    {
        var wrong = await Verb.Run("rebuild-read-models", "prices", "--data", _folder.Data);
        wrong.Code.ShouldBe(2);
        wrong.Error.ShouldContain("'prices'");
        wrong.Error.ShouldContain("stock, products");
    }

    [Fact]
    public async Task Verify_names_a_row_that_somebody_has_changed()
    {
        (await Verb.Run("rebuild-read-models", "--data", _folder.Data)).Code.ShouldBe(0);
        await using (var store = SqliteReadModelStore.InFile(Path.Combine(_folder.Data, "read-models.db")))
        {
            var table = await new ReadModelReader(store).Read(ProductModel.Instance, (copy, _) => Task.FromResult(copy.Of(ProductModel.Products)), CancellationToken.None);
            await store.Write(connection => connection.Execute(
                $"INSERT INTO {table} (sku, version, at, name, tags, unit, goods_category, storage, security, implant, active, event, record) VALUES ('K-x', 1, 1, 'x', '[]', 'x', 'x', 'x', 'x', 0, 0, 'x', 'x')",
                CancellationToken.None), CancellationToken.None);
        }
        var verified = await Verb.Run("verify", "--data", _folder.Data);
        verified.Code.ShouldBe(1);
        verified.Output.ShouldContain("read-model:products version 0: products K-x is there, but nothing in the journal makes it.");
    }
}
