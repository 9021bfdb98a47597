using BeautyGrains.Contracts;
using BeautyGrains.Grains.Tests.Buying;
using BeautyGrains.Tests.Shared;
using static BeautyGrains.Grains.Tests.Controlled.ControlledSteps;

namespace BeautyGrains.Grains.Tests.Controlled;

/// <summary>No way but the register's moves or holds controlled goods: the stock itself refuses.</summary>
public sealed class OrdinaryWaysTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await Prepare(_house);
        await _house.Takes(Receipt("r", 10));
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private IStockGrain Stock => _house.Stock("S", "TOX");

    private Dictionary<string, Func<Task<Refusal?>>> Ways()
    {
        var by = House.By;
        return new()
        {
            ["receive"] = async () => (await Stock.Receive(new("x", 1, null, "L1", null, null, null, null, null, null, null, LotStatus.Released, null, by))).Refusal,
            ["sell"] = async () => (await Stock.Sell(new("x", 1, null, "L1", MovementKind.Sale, null, by, Client: "C1"))).Refusal,
            ["consume"] = async () => (await Stock.Sell(new("x", 1, null, "L1", MovementKind.ServiceConsumption, "RX", by, Client: "C1"))).Refusal,
            ["return"] = async () => (await Stock.Return(new("x", 1, null, "L1", ReturnDisposition.Stock, null, null, by))).Refusal,
            ["return and scrap"] = async () => (await Stock.Return(new("x", 1, null, "L1", ReturnDisposition.Scrap, null, null, by))).Refusal,
            ["return to supplier"] = async () => (await Stock.ReturnToSupplier(new("x", 1, null, "L1", "SUP", "r", null, by))).Refusal,
            ["adjust up"] = async () => (await Stock.Adjust(new("x", 1, null, "L1", "r", by))).Refusal,
            ["adjust down"] = async () => (await Stock.Adjust(new("x", -1, null, "L1", "r", by))).Refusal,
            ["scrap"] = async () => (await Stock.Scrap(new("x", 1, null, "L1", "r", by))).Refusal,
            ["count"] = async () => (await Stock.Count(new("x", "L1", 3, null, by))).Refusal,
            ["count what the book has"] = async () => (await Stock.Count(new("x", "L1", 10, null, by))).Refusal,
            ["reverse"] = async () => (await Stock.Reverse(new("x", MovementKind.Receipt, "controlled:r", "r", by))).Refusal,
            ["open a unit"] = async () => (await Stock.OpenContainer(new("x", "L1", "C1", "RX", null, by))).Refusal,
            ["open a tester"] = async () => (await Stock.OpenContainer(new("x", "L1", null, null, "tester", by, MovementKind.Tester))).Refusal,
            ["issue as a gift"] = async () => (await _house.Grains.GetGrain<IIssueGrain>("S/TOX/x").Put(new(MovementKind.Gift, 1, null, "L1", null, "gift", null, "C1", null, null, null, null, null, by))).Refusal,
            ["reserve"] = async () => (await Stock.Reserve(Ask("x"))).Refusal,
            ["book a day"] = async () => (await Stock.Reserve(Ask("x") with { ForDate = new DateOnly(2026, 6, 20) })).Refusal,
            ["reserve in bulk"] = async () => (await _house.Batch("x").Put(new([new("S", "TOX", "x", 1, null, null, null, null, null, null)], by))).Refusal,
            ["basket"] = async () => (await _house.Basket("x").Put(new("S", [new("TOX", 1, null)], null, true, by))).Refusal,
            ["transfer"] = async () => (await _house.Transfer("x").Put(new("S", "T", [new("TOX", 1, null)], by))).Refusal,
            ["a step without the register"] = async () => (await Stock.MoveControlled(Move(by))).Refusal,
            ["a step of another register"] = async () => (await Stock.MoveControlled(Move(by with { Process = "controlled:T/TOX" }))).Refusal,
            ["a step alone"] = async () => (await Stock.MoveControlled(Move(s_register) with { Warrant = new("person:ann", "person:ann", "RX", "C1") })).Refusal,
            ["a step with nobody"] = async () => (await Stock.MoveControlled(Move(s_register) with { Warrant = new("person:ann", "", "RX", "C1") })).Refusal,
            ["an issue without prescription"] = async () => (await Stock.MoveControlled(Move(s_register) with { Warrant = new("person:ann", "person:ben", null, "C1") })).Refusal,
            ["an issue without client"] = async () => (await Stock.MoveControlled(Move(s_register) with { Warrant = new("person:ann", "person:ben", "RX", null) })).Refusal,
            ["a transfer as a step"] = async () => (await Stock.MoveControlled(Move(s_register) with { Kind = MovementKind.TransferOut })).Refusal,
        };
    }

    private static readonly Caller s_register = new("person:ann", "", "controlled:S/TOX");

    private static MoveControlled Move(Caller by) => new(MovementKind.ServiceConsumption, "controlled:x", 1, "L1", new("person:ann", "person:ben", "RX", "C1"), null, null, null, null, by);

    private static ReserveStock Ask(string id) => new(id, 1, null, null, null, null, null, null, null, false, House.By);

    public static TheoryData<string> Names => [.. new OrdinaryWaysTests().Ways().Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Every_other_way_is_refused_and_moves_nothing(string way)
    {
        var before = await _house.Look("S", "TOX");
        var refusal = (await Ways()[way]()).ShouldNotBeNull();
        (refusal.Kind == RefusalKind.LinesRefused ? refusal.Lines.Single().Refusal.Kind : refusal.Kind).ShouldBe(RefusalKind.ControlledGoods);
        var after = await _house.Look("S", "TOX");
        (after.OnHand, after.Reserved, after.Unmatched).ShouldBe((before.OnHand, before.Reserved, before.Unmatched));
        (await _house.Register().Get())!.Balance.ShouldBe(10);
    }

    [Fact]
    public async Task What_was_reserved_before_the_mark_is_not_committed_after_it()
    {
        await _house.PutToxin(new("Toxin", "vial"));
        (await Stock.Reserve(Ask("held"))).Refusal.ShouldBeNull();
        (await _house.Basket("B").Put(new("S", [new("TOX", 1, null)], null, true, House.By))).Refusal.ShouldBeNull();
        await _house.PutToxin(Toxin);
        (await Stock.Commit(new("held", null, [], MovementKind.Sale, null, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.ControlledGoods);
        (await _house.Basket("B").Commit(new(null, House.By))).Refusal!.Lines.Single().Refusal.Kind.ShouldBe(RefusalKind.ControlledGoods);
        (await Stock.Release(new("held", House.By))).Refusal.ShouldBeNull();
        (await _house.Look("S", "TOX")).OnHand.ShouldBe(10);
    }

    private async Task Order()
    {
        await OrderSteps.Prepare(_house);
        await _house.PutToxin(Toxin);
        var order = _house.Order("PO");
        (await order.Draft(new("SUP", [new(1, "S", "TOX", 10, 50)], null, null, null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Submit(new(null, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Approve(new(OrderSteps.Boss, OrderSteps.Author))).Refusal.ShouldBeNull();
        (await order.Send(new(OrderSteps.Author))).Refusal.ShouldBeNull();
    }

    private Task<Answer<ReceiptView>> Arrives(string id, ReceiptPeople? people, decimal accepted = 4, decimal quarantined = 0, string? bin = "SAFE") => _house.Grains.GetGrain<IReceiptGrain>(id).Put(new(
        "PO", "S", [new(1, "L2", null, null, accepted + quarantined, accepted, 0, quarantined, null, true, true, 0, null, null, bin)], "Li", null, new(Ann.Actor, "test"), people));

    [Fact]
    public async Task A_receipt_of_an_order_takes_them_in_by_their_register_and_two_people_alone()
    {
        await Order();
        (await Arrives("R0", new(null, Ben))).Refusal.ShouldBe(new(RefusalKind.TwoPeopleNeeded, Store: "S", State: "first"));
        (await Arrives("R0", new(Ann, Ann))).Refusal.ShouldBe(new(RefusalKind.TwoPeopleNeeded, Store: "S", State: "same-person"));
        (await Arrives("R0", new(Ann, Ben), accepted: 2, quarantined: 2)).Refusal!.Field.ShouldBe("lots[0].quarantined");
        (await Arrives("R0", new(Ann, Ben), bin: null)).Refusal!.Field.ShouldBe("lots[0].bin");
        // A shelf is no cabinet: the register says no, the lot stays outside, and the order awaits it again.
        var outside = (await Arrives("R1", new(Ann, Ben), bin: "SHELF")).Value!;
        (outside.Lots[0].TakenIn, outside.Lots[0].Refusal!.Kind).ShouldBe((0, RefusalKind.DoubleLockNeeded));
        var taken = await Arrives("R2", new(Ann, Ben));
        taken.Value!.Lots[0].Refusal.ShouldBeNull();
        taken.Value.Lots[0].TakenIn.ShouldBe(4);
        (await Arrives("R2", new(Ann, Ben))).IsNew.ShouldBeFalse();
        (await _house.Register().Get())!.Lots.ShouldBe([new("L1", 10, "SAFE"), new("L2", 4, "SAFE")]);
        (await _house.Look("S", "TOX")).OnHand.ShouldBe(14);
        (await _house.Order("PO").Get()).Value!.Lines[0].Received.ShouldBe(4);
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task A_receipt_of_an_order_does_not_take_them_in()
    {
        await Order();
        var put = await _house.Grains.GetGrain<IReceiptGrain>("R1").Put(new("PO", "S", [new(1, "L1", null, null, 4, 4, 0, 0, null, true, true, 0, null, null)], "Li", null, House.By));
        put.Refusal!.Lines.Single().Refusal.Kind.ShouldBe(RefusalKind.ControlledGoods);
        (await _house.Look("S", "TOX")).OnHand.ShouldBe(10);
    }
}
