using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Embedded;

/// <summary>Where one process has every grain, what it remembers of the catalogue is never older than what was put; elsewhere at most 5 s.</summary>
public sealed class CatalogueFactsInOneProcessTests
{
    [Fact]
    public async Task A_put_is_seen_at_once()
    {
        await using var journal = new FaultyJournal();
        await using var house = await House.Open(journal);
        await house.PutStore("S1");
        await house.PutSku("A");
        (await house.Catalogue.Of("S1/A")).Value!.Sku.Name.ShouldBe("Product A");
        await house.PutSku("A", new("New name", "piece"));
        (await house.Catalogue.Of("S1/A")).Value!.Sku.Name.ShouldBe("New name");
        await house.PutStore("S1", "Asia/Tokyo");
        (await house.Catalogue.Of("S1/A")).Value!.Store.TimeZone.ShouldBe("Asia/Tokyo");
    }
}
