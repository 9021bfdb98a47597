using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Catalogue;

public sealed class UnitChangeTests : IAsyncLifetime
{
    private static readonly SkuRecord s_toxin = new("Toxin", "vial", Packs: [new("box", 10)]);
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        // More stores than are asked at once; the reservation is in the last one.
        for (var i = 10; i < 80; i++) await _house.PutStore($"S{i}");
        await _house.PutSku("A", s_toxin);
        await _house.Receive("S79", "A", 5);
        (await _house.Stock("S79", "A").Reserve(new("R", 1, null, TimeSpan.FromMinutes(1), null, null, null, null, null, false, House.By))).Refusal.ShouldBeNull();
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private async Task<Refusal?> Put(SkuRecord record) => (await _house.Grains.GetGrain<ISkuGrain>("A").Put(new(record, null, House.By))).Refusal;

    [Fact]
    public async Task Units_stay_as_they_are_while_any_store_has_an_open_reservation()
    {
        (await Put(s_toxin with { Unit = "ml" })).ShouldBe(new(RefusalKind.UnitChangeWhileReserved));
        (await Put(s_toxin with { Packs = null })).ShouldBe(new(RefusalKind.UnitChangeWhileReserved));
        (await Put(s_toxin with { Packs = [new("box", 10), new("carton", 200)], Name = "New" })).ShouldBeNull();

        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Put(s_toxin with { Packs = null })).ShouldBeNull();
        (await Put(s_toxin with { Unit = "ml" })).ShouldBeNull();
    }
}
