using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Embedded;

/// <summary>Where all grains are in one process, whoever asks the catalogue there hears of a put at once.</summary>
public sealed class CatalogueInOneProcessTests
{
    [Fact]
    public async Task A_put_in_this_process_is_seen_at_once()
    {
        await using var journal = new FaultyJournal();
        await using var house = await House.Open(journal);
        await house.PutStore("S1");
        await house.PutSku("A");
        (await house.Catalogue.Of("S1/A")).Value!.Sku.Name.ShouldBe("Product A");
        await house.PutSku("A", new("New name", "piece"));
        (await house.Catalogue.Of("S1/A")).Value!.Sku.Name.ShouldBe("New name");
        await house.PutStore("S1", "Europe/Berlin");
        (await house.Catalogue.Of("S1/A")).Value!.Store.TimeZone.ShouldBe("Europe/Berlin");
    }
}
