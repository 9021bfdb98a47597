using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Catalogue;

public sealed class CatalogueFactsTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await _house.PutStore("S1");
        await _house.PutSku("A");
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task Codes_that_name_nothing_leave_no_grain_in_memory()
    {
        for (var i = 0; i < 20; i++)
        {
            (await _house.Stock("S1", $"no-{i}").Get()).ShouldBeNull();
            (await _house.Stock($"no-{i}", "A").GetReservation("r")).Refusal!.Kind.ShouldBe(RefusalKind.UnknownStore);
            (await _house.Basket($"no-{i}").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownBasket);
            (await _house.Transfer($"no-{i}").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownTransfer);
        }

        foreach (var type in new[] { "stock", "basket", "transfer" })
            await House.Until(async () => await _house.Activations(type) == 0, $"no {type} is left in memory");
        await House.Until(async () => (await _house.Activations("store"), await _house.Activations("sku")) == (1, 1), "the one store and the one SKU are left");
    }

    [Fact]
    public async Task A_put_in_another_process_is_seen_within_five_seconds()
    {
        await using var other = await House.Open(_journal, _house.Clock, options => options.CheckAfterSilence = TimeSpan.FromSeconds(1));
        (await other.Catalogue.Of("S1", "A")).Value!.Sku.Name.ShouldBe("Product A");
        await _house.PutSku("A", new("New name", "piece"));

        _house.Clock.Advance(TimeSpan.FromSeconds(4.9));
        (await other.Catalogue.Of("S1", "A")).Value!.Sku.Name.ShouldBe("Product A");
        _house.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await Should.ThrowAsync<NotWrittenException>(async () => await other.Catalogue.Of("S1", "A"));
        (await other.Catalogue.Of("S1", "A")).Value!.Sku.Name.ShouldBe("New name");
    }

    [Fact]
    public async Task What_is_unknown_is_asked_again_each_time()
    {
        (await _house.Catalogue.Of("S1", "B")).Refusal.ShouldBe(new(RefusalKind.UnknownSku, Sku: "B"));
        (await _house.Catalogue.Of("S2", "A")).Refusal.ShouldBe(new(RefusalKind.UnknownStore, Store: "S2"));
        await _house.PutSku("B");
        await _house.PutStore("S2");
        (await _house.Catalogue.Of("S2", "B")).Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_answer_from_memory_allocates_nothing()
    {
        await _house.Catalogue.Of("S1/A");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) await _house.Catalogue.Of("S1/A");
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        each.ShouldBe(0);
    }
}
