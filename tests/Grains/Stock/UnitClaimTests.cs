using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests;

/// <summary>A serial that was bound for a movement of which nothing came is free again.</summary>
public sealed class UnitClaimTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        foreach (var store in new[] { "S", "T" }) await _house.PutStore(store);
        await _house.PutSku("K", new("Device", "piece", Serialised: true));
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private static ReceiveStock Receipt(string id, params string[] serials) => new(id, serials.Length, null, "L1", null, null, null, null, null, null, null, LotStatus.Released, null, House.By, Serials: [.. serials]);

    private IUnitGrain Unit(string serial) => _house.Grains.GetGrain<IUnitGrain>(UnitKey.Of("K", serial));

    [Fact]
    public async Task A_claim_whose_command_never_came_is_freed_by_the_sweep_and_one_that_came_stays()
    {
        // The process ended between the claim and the book.
        (await Unit("A").Claim(new("S", "receipt/lost", true, null, House.By))).Refusal.ShouldBeNull();
        (await _house.Stock("S", "K").Receive(Receipt("r", "B", "C"))).Refusal.ShouldBeNull();
        (await _house.Stock("S", "K").Sell(new("s", 1, null, "L1", MovementKind.Sale, null, House.By, Serial: "C", Client: "X"))).Refusal.ShouldBeNull();
        (await _house.Stock("T", "K").Receive(Receipt("t", "A"))).Refusal!.Kind.ShouldBe(RefusalKind.UnitElsewhere);
        await _house.Sweep.SweepOnce(CancellationToken.None);
        (await Unit("A").Get()).ShouldBe(new("S", "receipt/lost"));
        _house.Clock.Advance(UnitGrain.Patience);
        await _house.Sweep.SweepOnce(CancellationToken.None);
        (await Unit("A").Get()).ShouldBeNull();
        (await Unit("B").Get()).ShouldNotBeNull();
        (await Unit("C").Get()).ShouldNotBeNull();
        await foreach (var stream in _house.Journal.OpenStreams("unit")) throw new ShouldAssertException($"{stream} is still open.");
        (await _house.Stock("T", "K").Receive(Receipt("t", "A"))).Refusal.ShouldBeNull();
        // What was sold is not new to anybody.
        (await _house.Stock("T", "K").Receive(Receipt("u", "C"))).Refusal!.Kind.ShouldBe(RefusalKind.UnitElsewhere);
        (await _house.Stock("S", "K").HasUnit("A")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_repeat_of_a_supplier_return_frees_nothing_that_has_come_again()
    {
        ReturnToSupplier Back() => new("b", 1, null, "L1", "V", "broken", null, House.By, Serials: ["A"]);
        (await _house.Stock("S", "K").Receive(Receipt("r", "A"))).Refusal.ShouldBeNull();
        (await _house.Stock("S", "K").ReturnToSupplier(Back())).Refusal.ShouldBeNull();
        (await Unit("A").Get()).ShouldBeNull();
        (await _house.Stock("S", "K").Receive(Receipt("r2", "A"))).Refusal.ShouldBeNull();
        (await _house.Stock("S", "K").ReturnToSupplier(Back())).IsNew.ShouldBeFalse();
        (await Unit("A").Get()).ShouldBe(new("S", "receipt/r2"));
    }

    [Fact]
    public async Task A_unit_on_its_way_to_another_store_cannot_be_brought_back_there_by_a_client_and_comes_in_once()
    {
        (await _house.Stock("S", "K").Receive(Receipt("r", "A"))).Refusal.ShouldBeNull();
        var transfer = _house.Grains.GetGrain<ITransferGrain>("t");
        (await transfer.Put(new("S", "T", [new("K", 1, null)], House.By))).Refusal.ShouldBeNull();
        (await transfer.Ship(new(House.By, [new("K", ["A"])]))).Refusal.ShouldBeNull();
        (await _house.Stock("T", "K").Return(new("x", 1, null, "L1", ReturnDisposition.Stock, null, null, House.By, Serials: ["A"]))).Refusal!.Kind.ShouldBeOneOf(RefusalKind.UnitElsewhere, RefusalKind.UnknownLot);
        (await transfer.Receive(new([], [], House.By))).Refusal.ShouldBeNull();
        (await Unit("A").Get())!.Store.ShouldBe("T");
        (await _house.Stock("T", "K").GetUnits()).ShouldHaveSingleItem().Serials.ShouldBe(["A"]);
        (await _house.Stock("T", "K").Return(new("y", 1, null, "L1", ReturnDisposition.Stock, null, null, House.By, Serials: ["A"]))).Refusal!.Kind.ShouldBe(RefusalKind.UnitElsewhere);
    }

    [Fact]
    public async Task A_return_that_is_refused_leaves_the_unit_with_who_had_it_and_a_repeat_takes_nothing_back()
    {
        (await _house.Stock("S", "K").Receive(Receipt("r", "A", "B"))).Refusal.ShouldBeNull();
        (await _house.Stock("S", "K").Sell(new("s", 1, null, "L1", MovementKind.Sale, null, House.By, Serial: "A", Client: "X"))).Refusal.ShouldBeNull();
        (await _house.Stock("T", "K").Receive(Receipt("t", "C"))).Refusal.ShouldBeNull();
        ReturnStock Back(string id, string lot, string serial) => new(id, 1, null, lot, ReturnDisposition.Stock, null, null, House.By, Serials: [serial]);
        // It is here already: the return is refused, and the unit stays this store's.
        (await _house.Stock("S", "K").Return(Back("x", "L1", "B"))).Refusal!.Kind.ShouldBe(RefusalKind.UnitElsewhere);
        (await Unit("B").Get()).ShouldBe(new("S", "receipt/r"));
        (await _house.Stock("T", "K").Return(Back("y", "L9", "A"))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownLot);
        (await Unit("A").Get()).ShouldBe(new("S", "receipt/r"));
        (await _house.Stock("T", "K").Receive(Receipt("u", "A"))).Refusal!.Kind.ShouldBe(RefusalKind.UnitElsewhere);
        (await _house.Stock("T", "K").Return(Back("z", "L1", "A"))).Refusal.ShouldBeNull();
        (await Unit("A").Get()).ShouldBe(new("T", "return/z"));
        // The receipt that once brought it, asked for again, gets its first answer and nothing more.
        var again = await _house.Stock("S", "K").Receive(Receipt("r", "A", "B"));
        (again.IsNew, again.Value!.Quantity).ShouldBe((false, 2));
        (await Unit("A").Get()).ShouldBe(new("T", "return/z"));
    }

    [Fact]
    public async Task Of_two_requests_of_one_store_neither_takes_what_the_other_gives_up_for_its_own()
    {
        (await _house.Stock("T", "K").Receive(Receipt("t", "A"))).Refusal.ShouldBeNull();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _house.Stock("S", "K").Receive(Receipt($"r{i}", "A"))));
        foreach (var answer in answers) answer.Refusal!.Kind.ShouldBe(RefusalKind.UnitElsewhere);
        (await _house.Stock("S", "K").HasUnit("A")).ShouldBeFalse();
        var twice = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _house.Stock("S", "K").Receive(Receipt("same", "B"))));
        twice.Count(answer => answer.IsNew).ShouldBe(1);
        twice.Count(answer => answer.Refusal is null).ShouldBe(6);
        (await Unit("B").Get()).ShouldBe(new("S", "receipt/same"));
    }
}
