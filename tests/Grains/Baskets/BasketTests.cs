using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Baskets;

public sealed class BasketTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await _house.PutStore("S");
        foreach (var sku in new[] { "A", "B", "C" })
        {
            await _house.PutSku(sku, new($"Product {sku}", "piece", Packs: [new("box", 10)]));
            await _house.Receive("S", sku, 20);
        }
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private Task<Answer<BasketView>> Put(string id, bool allOrNothing, params BasketLine[] lines) =>
        _house.Basket(id).Put(new("S", [.. lines], TimeSpan.FromMinutes(5), allOrNothing, House.By));

    private static BasketLine Line(string sku, decimal quantity, string? unit = null) => new(sku, quantity, unit);

    private async Task<(decimal OnHand, decimal Reserved)> Of(string sku)
    {
        var view = await _house.Look("S", sku);
        return (view.OnHand, view.Reserved);
    }

    [Fact]
    public async Task A_basket_is_reserved_committed_and_answers_repeats_alike()
    {
        var put = await Put("B1", true, Line("B", 2), Line("A", 3));
        (put.IsNew, put.Value!.State).ShouldBe((true, BasketState.Reserved));
        put.Value.Lines.Select(line => (line.Sku, line.Quantity, line.Lots[0].Lot)).ShouldBe([("A", 3, "L1"), ("B", 2, "L1")]);
        (await Of("A")).ShouldBe((20, 3));
        (await Put("B1", true, Line("B", 2), Line("A", 3))).IsNew.ShouldBeFalse();
        (await Put("B1", true, Line("B", 2), Line("A", 4))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);

        var committed = await _house.Basket("B1").Commit(new("receipt 7", House.By));
        (committed.IsNew, committed.Value!.State).ShouldBe((true, BasketState.Committed));
        (await _house.Basket("B1").Commit(new("receipt 7", House.By))).IsNew.ShouldBeFalse();
        ((await Of("A")), (await Of("B"))).ShouldBe(((17, 0), (18, 0)));
        (await _house.Basket("B1").Release(new(House.By))).Refusal.ShouldBe(Refusal.NotIn("committed"));
        (await _house.Basket("B1").Get()).Value!.Version.ShouldBe(committed.Value.Version);
    }

    [Fact]
    public async Task The_same_sku_twice_counts_as_its_sum_whatever_the_units()
    {
        var put = await Put("B1", true, Line("A", 3), Line("A", 1, "box"), Line("A", 2, "piece"));
        put.Value!.Lines.Select(line => (line.Sku, line.Quantity)).ShouldBe([("A", 15)]);
        (await Of("A")).ShouldBe((20, 15));
        (await Put("B2", true, Line("A", 3), Line("A", 3))).Refusal!.Lines[0].Refusal.ShouldBe(Refusal.Insufficient(5));
        (await Put("B3", true, Line("A", 1, "barrel"))).Refusal.ShouldBe(Refusal.Invalid("lines[0].unit", "unknown-unit"));
    }

    [Fact]
    public async Task All_or_nothing_holds_nothing_when_one_line_is_refused_and_says_so_again()
    {
        var refused = await Put("B1", true, Line("A", 3), Line("B", 21), Line("NONE", 1));
        refused.Refusal!.Kind.ShouldBe(RefusalKind.LinesRefused);
        var later = await Put("B2", true, Line("A", 3), Line("B", 21), Line("C", 1));
        later.Refusal!.Lines.Select(line => (line.Sku, line.Refusal.Kind, line.Refusal.Available)).ShouldBe([("B", RefusalKind.InsufficientAvailable, 20m)]);
        foreach (var sku in new[] { "A", "B", "C" }) (await Of(sku)).ShouldBe((20, 0));

        await _house.Receive("S", "B", 100, "L2");
        var again = await Put("B2", true, Line("A", 3), Line("B", 21), Line("C", 1));
        again.Refusal!.Lines.ShouldBe(later.Refusal.Lines);
        (await _house.Basket("B2").Get()).Value!.State.ShouldBe(BasketState.Refused);
        (await _house.Basket("B2").Commit(new(null, House.By))).Refusal.ShouldBe(Refusal.NotIn("refused"));
    }

    [Fact]
    public async Task Best_effort_keeps_what_could_be_had()
    {
        var put = await Put("B1", false, Line("A", 3), Line("B", 21), Line("NONE", 1));
        put.Value!.State.ShouldBe(BasketState.Reserved);
        put.Value.Lines.Select(line => (line.Sku, line.Refusal?.Kind)).ShouldBe(
            [("A", null), ("B", RefusalKind.InsufficientAvailable), ("NONE", RefusalKind.UnknownSku)]);
        (await _house.Basket("B1").Commit(new(null, House.By))).Value!.State.ShouldBe(BasketState.Committed);
        ((await Of("A")), (await Of("B"))).ShouldBe(((17, 0), (20, 0)));

        (await Put("B2", false, Line("B", 21), Line("NONE", 1))).Refusal!.Lines.Length.ShouldBe(2);
        (await _house.Basket("B2").Get()).Value!.State.ShouldBe(BasketState.Refused);
    }

    [Fact]
    public async Task A_released_basket_holds_nothing()
    {
        await Put("B1", true, Line("A", 3), Line("B", 2));
        (await _house.Basket("B1").Release(new(House.By))).Value!.State.ShouldBe(BasketState.Released);
        (await _house.Basket("B1").Release(new(House.By))).IsNew.ShouldBeFalse();
        ((await Of("A")), (await Of("B"))).ShouldBe(((20, 0), (20, 0)));
        (await _house.Basket("B1").Commit(new(null, House.By))).Refusal.ShouldBe(Refusal.NotIn("released"));
    }

    [Fact]
    public async Task A_commit_refused_for_one_line_commits_none_and_leaves_the_basket_reserved_until_it_expires()
    {
        await Put("B1", true, Line("A", 3), Line("B", 2));
        await _house.Block("S", "B");
        var refused = await _house.Basket("B1").Commit(new(null, House.By));
        refused.Refusal!.Lines.Select(line => (line.Sku, line.Refusal.Kind)).ShouldBe([("B", RefusalKind.LotBlocked)]);
        (await Of("A")).ShouldBe((20, 3));
        (await _house.Basket("B1").Get()).Value!.State.ShouldBe(BasketState.Reserved);

        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        (await Of("A")).ShouldBe((20, 0));
        (await _house.Basket("B1").Get()).Value!.State.ShouldBe(BasketState.Expired);
    }

    [Fact]
    public async Task An_expired_basket_reads_expired_and_cannot_be_committed()
    {
        await Put("B1", true, Line("A", 3));
        _house.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        (await _house.Basket("B1").Get()).Value!.State.ShouldBe(BasketState.Reserved);
        _house.Clock.Advance(TimeSpan.FromTicks(1));
        (await _house.Basket("B1").Get()).Value!.State.ShouldBe(BasketState.Expired);
        (await _house.Basket("B1").Commit(new(null, House.By))).Refusal.ShouldBe(Refusal.NotIn("expired"));
        (await Of("A")).ShouldBe((20, 0));
    }

    [Fact]
    public async Task Of_two_baskets_for_the_last_unit_one_has_it()
    {
        var baskets = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Put($"B{i}", true, Line("A", 20))));
        baskets.Count(basket => basket.Value is not null).ShouldBe(1);
        (await Of("A")).ShouldBe((20, 20));
        var won = baskets.Single(basket => basket.Value is not null).Value!.Id;
        (await _house.Basket(won).Commit(new(null, House.By))).Refusal.ShouldBeNull();
        (await Of("A")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Commit_and_release_at_once_have_one_outcome()
    {
        for (var i = 0; i < 10; i++)
        {
            await _house.Receive("S", "A", 1, $"X{i}");
            var before = (await Of("A")).OnHand;
            await Put($"B{i}", true, Line("A", 1), Line("B", 1));
            var commit = _house.Basket($"B{i}").Commit(new(null, House.By));
            var release = _house.Basket($"B{i}").Release(new(House.By));
            ((await commit).Refusal is null).ShouldNotBe((await release).Refusal is null);
            (await Of("A")).ShouldBe(((await commit).Refusal is null ? before - 1 : before, 0));
        }
    }

    [Fact]
    public async Task A_basket_that_expires_while_it_is_committed_is_either_committed_whole_or_expired_whole()
    {
        for (var i = 0; i < 20; i++)
        {
            var id = $"B{i}";
            await _house.Receive("S", "A", 1, $"X{i}");
            await _house.Receive("S", "B", 1, $"X{i}");
            var (a, b) = ((await Of("A")).OnHand, (await Of("B")).OnHand);
            await Put(id, true, Line("A", 1), Line("B", 1));
            _house.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(10));
            var commit = _house.Basket(id).Commit(new(null, House.By));
            for (var tick = 0; tick < 20; tick++)
            {
                _house.Clock.Advance(TimeSpan.FromTicks(1));
                await Task.Yield();
            }
            var left = (await commit).Refusal is null ? 1 : 0;
            ((await Of("A")), (await Of("B"))).ShouldBe(((a - left, 0), (b - left, 0)));
        }
    }

    [Fact]
    public async Task A_basket_of_a_thousand_lines_takes_one_round_for_each_chunk()
    {
        for (var i = 0; i < Limits.MaxLines; i++) await _house.PutSku($"P{i}");
        await Task.WhenAll(Enumerable.Range(0, Limits.MaxLines).Select(i => _house.Receive("S", $"P{i}", 1)));
        var lines = Enumerable.Range(0, Limits.MaxLines).Select(i => Line($"P{i}", 1)).ToArray();

        (await Put("BIG", true, lines)).Value!.State.ShouldBe(BasketState.Reserved);
        (await _house.Basket("BIG").Commit(new(null, House.By))).Value!.State.ShouldBe(BasketState.Committed);
        (await Of("P999")).ShouldBe((0, 0));
        (await _journal.LastVersion(BasketKind.Instance.Stream("BIG"))).ShouldBeLessThan(3 * 32 + 4);
        var refused = await Put("BIG2", true, lines);
        refused.Refusal!.Lines.Length.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(0, "lines")]
    [InlineData(1_001, "lines")]
    public async Task A_basket_has_1_to_1000_lines(int count, string field) =>
        (await Put("B1", true, [.. Enumerable.Repeat(Line("A", 1), count)])).Refusal!.Field.ShouldBe(field);

    [Fact]
    public async Task An_unknown_store_or_basket_is_told()
    {
        (await _house.Basket("B1").Put(new("NOWHERE", [Line("A", 1)], null, true, House.By))).Refusal.ShouldBe(new(RefusalKind.UnknownStore, Store: "NOWHERE"));
        (await _house.Basket("B1").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownBasket);
        (await _house.Basket("B1").Commit(new(null, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownBasket);
    }
}
