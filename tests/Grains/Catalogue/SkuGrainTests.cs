using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Catalogue;

public sealed class SkuGrainTests : IAsyncLifetime
{
    private static readonly SkuRecord s_serum = new(
        "Serum 30 ml", "bottle", NameZh: "精华", Tags: ["face", "night"], Packs: [new("box", 10), new("carton", 200, Breakable: false)],
        Price: new(19_900, "CNY"), Gtin: "6901234567892");

    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync() => _house = await House.Open(_journal);

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private ISkuGrain Sku => _house.Grains.GetGrain<ISkuGrain>("SERUM");

    private async Task<Answer<SkuView>> Put(SkuRecord record, long? ifVersion = null) => await Sku.Put(new(record, ifVersion, House.By));

    [Fact]
    public async Task A_record_put_is_read_back_by_a_new_activation_as_it_was()
    {
        (await Sku.Get()).ShouldBeNull();
        var put = await Put(s_serum);
        put.IsNew.ShouldBeTrue();
        await using var next = await House.Open(_journal);
        var read = (await next.Grains.GetGrain<ISkuGrain>("SERUM").Get()).ShouldNotBeNull();
        read.ShouldBe(put.Value);
        read.Record.ShouldBe(s_serum);
    }

    [Fact]
    public async Task The_same_content_again_writes_nothing()
    {
        await Put(s_serum);
        var again = await Put(s_serum with { Tags = ["face", "night"] }, ifVersion: 77);
        (again.IsNew, again.Value!.Version).ShouldBe((false, 1));
        (await _journal.LastVersion(SkuKind.Instance.Stream("SERUM"))).ShouldBe(1);
    }

    [Fact]
    public async Task An_old_If_Match_is_stale_and_the_newest_is_taken()
    {
        await Put(s_serum);
        (await Put(s_serum with { Name = "B" }, ifVersion: 1)).Value!.Version.ShouldBe(2);
        (await Put(s_serum with { Name = "C" }, ifVersion: 1)).Refusal!.Kind.ShouldBe(RefusalKind.StaleVersion);
    }

    [Fact]
    public async Task What_a_pack_contains_never_changes_even_after_the_pack_was_taken_away()
    {
        await Put(s_serum);
        (await Put(s_serum with { Packs = [new("box", 12)] })).Refusal.ShouldBe(Refusal.Invalid("packs[0].contains", "is-immutable"));
        (await Put(s_serum with { Packs = null })).Refusal.ShouldBeNull();
        (await Put(s_serum with { Packs = [new("tray", 5), new("box", 12)] })).Refusal.ShouldBe(Refusal.Invalid("packs[1].contains", "is-immutable"));
        (await Put(s_serum with { Packs = [new("box", 10), new("bigbox", 12)] })).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Another_base_unit_begins_the_memory_of_packs_anew()
    {
        await Put(s_serum);
        (await Put(s_serum with { Unit = "ml", Packs = [new("box", 300)] })).Refusal.ShouldBeNull();
        (await Put(s_serum with { Unit = "ml", Packs = [new("box", 301)] })).Refusal.ShouldBe(Refusal.Invalid("packs[0].contains", "is-immutable"));
    }
}
