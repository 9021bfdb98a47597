using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Requisitions;

public sealed class RequisitionTests : IAsyncLifetime
{
    private static readonly Caller s_author = new("person:author", "test");
    private static readonly Approver s_boss = new("boss", [PersonRole.RegionalManager], null, [new(ApprovalKind.Requisition, new(10_000, "CNY"))]);
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal, options: options => options.SnapshotAtLeastBytes = 1);
        await _house.PutStore("W");
        await _house.PutStore("S");
        await _house.PutSku("A", new("A", "piece", SaleStep: 1, Price: new(1_000, "CNY")));
        await _house.PutSku("B");
        await Stock("A", 7);
        await Stock("B", 5);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private IRequisitionGrain Requisition(string id = "R-1") => _house.Grains.GetGrain<IRequisitionGrain>(id);

    private async Task Stock(string sku, decimal quantity) =>
        (await _house.Stock("W", sku).Receive(new($"first-{sku}", quantity, null, "L1", null, null, null, null, null, null, null, LotStatus.Released, null, House.By))).Refusal.ShouldBeNull();

    private Task<Answer<RequisitionView>> Put(string id = "R-1", decimal a = 10, decimal b = 5, Caller? by = null) =>
        Requisition(id).Put(new("W", "S", [new("A", a, null), new("B", b, null)], new(2026, 12, 1), null, by ?? s_author));

    private async Task<IRequisitionGrain> Approved(string id = "R-1", decimal a = 10, decimal b = 5)
    {
        (await Put(id, a, b)).Refusal.ShouldBeNull();
        (await Requisition(id).Submit(new(s_author))).Refusal.ShouldBeNull();
        (await Requisition(id).Approve(new(s_boss, House.By))).Refusal.ShouldBeNull();
        return Requisition(id);
    }

    [Fact]
    public async Task What_is_short_is_held_as_far_as_there_is_and_the_rest_is_a_need_until_it_is_ordered()
    {
        var requisition = await Approved();
        var view = (await requisition.Allocate(new([], House.By))).Value.ShouldNotBeNull();
        view.State.ShouldBe(RequisitionState.Allocated);
        view.Lines.Select(line => (line.Sku, line.Allocated, line.Missing)).ShouldBe([("A", 7m, 3m), ("B", 5m, 0m)]);
        (await _house.Stock("W", "A").Get())!.Available.ShouldBe(0);
        (await requisition.SettleNeed(new("A", "PO-1", null, House.By))).Value!.Lines[0].Missing.ShouldBe(0);
        (await requisition.SettleNeed(new("A", "PO-1", null, House.By))).IsNew.ShouldBeFalse();
        (await requisition.SettleNeed(new("A", "PO-2", null, House.By))).Refusal!.State.ShouldBe("nothing-is-missing");
        (await requisition.SettleNeed(new("B", null, "not wanted", House.By))).Refusal!.State.ShouldBe("nothing-is-missing");
    }

    [Fact]
    public async Task It_travels_by_its_transfer_and_ends_when_that_is_received()
    {
        var requisition = await Approved(a: 2);
        var transfer = _house.Grains.GetGrain<ITransferGrain>((await requisition.Allocate(new([], House.By))).Value!.Transfer!);
        (await requisition.Cancel(new("late", House.By))).Refusal!.State.ShouldBe("allocated");
        (await transfer.Ship(new(House.By))).Refusal.ShouldBeNull();
        (await requisition.Get()).Value!.State.ShouldBe(RequisitionState.Dispatched);
        (await transfer.Receive(new([], [], House.By))).Refusal.ShouldBeNull();
        await _house.Sweep.SweepOnce(CancellationToken.None);
        (await RequisitionKind.Instance.Replay(_journal, "R-1")).State.State.ShouldBe(RequisitionState.Received);
        (await _house.Stock("S", "A").Get())!.Available.ShouldBe(2);
        (await requisition.Allocate(new([], House.By))).IsNew.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cancelled_transfer_leaves_it_approved_and_it_can_be_allocated_anew()
    {
        var requisition = await Approved();
        var first = (await requisition.Allocate(new([new("A", 1), new("B", 0)], House.By))).Value!;
        first.Lines.Select(line => (line.Allocated, line.Missing)).ShouldBe([(1m, 9m), (0m, 5m)]);
        await requisition.SettleNeed(new("B", "PO-1", null, House.By));
        (await _house.Grains.GetGrain<ITransferGrain>(first.Transfer!).Cancel(new(House.By))).Refusal.ShouldBeNull();
        (await requisition.Get()).Value!.State.ShouldBe(RequisitionState.Approved);
        var second = (await requisition.Allocate(new([], House.By))).Value!;
        second.Lines.Select(line => (line.Allocated, line.Missing)).ShouldBe([(7m, 3m), (0m, 0m)]);
        second.Transfer.ShouldNotBe(first.Transfer);
    }

    [Fact]
    public async Task Where_nothing_can_be_held_all_of_it_is_a_need()
    {
        await _house.Stock("W", "A").Scrap(new("x", 7, null, null, "broken", House.By));
        await _house.Stock("W", "B").Scrap(new("x", 5, null, null, "broken", House.By));
        var view = (await (await Approved()).Allocate(new([], House.By))).Value!;
        (view.State, view.Transfer).ShouldBe((RequisitionState.Unfilled, null));
        view.Lines.Select(line => line.Missing).ShouldBe([10m, 5m]);
    }

    [Fact]
    public async Task The_rest_is_held_and_sent_once_it_is_there_until_nothing_is_missing()
    {
        var requisition = await Approved();
        await Travel((await requisition.Allocate(new([], House.By))).Value!.Transfer!);
        (await requisition.Get()).Value!.State.ShouldBe(RequisitionState.PartlyReceived);
        var still = (await requisition.Allocate(new([], House.By))).Value!;
        (still.State, still.Lines[0].Allocated, still.Lines[0].Missing).ShouldBe((RequisitionState.PartlyReceived, 7, 3));
        await _house.Stock("W", "A").Receive(new("more", 2, null, "L2", null, null, null, null, null, null, null, LotStatus.Released, null, House.By));
        var second = (await requisition.Allocate(new([], House.By))).Value!;
        (second.State, second.Lines[0].Allocated, second.Lines[0].Missing).ShouldBe((RequisitionState.Allocated, 9, 1));
        (await requisition.Allocate(new([], House.By))).IsNew.ShouldBeFalse();
        // What was received stays so when the next transfer is cancelled.
        (await _house.Grains.GetGrain<ITransferGrain>(second.Transfer!).Cancel(new(House.By))).Refusal.ShouldBeNull();
        (await requisition.Get()).Value!.State.ShouldBe(RequisitionState.PartlyReceived);
        await Travel((await requisition.Allocate(new([], House.By))).Value!.Transfer!);
        (await requisition.Get()).Value!.Lines[0].ShouldBe(new("A", 10, 9, 1, 0, null, null));
        (await requisition.SettleNeed(new("A", null, "not wanted", House.By))).Value!.State.ShouldBe(RequisitionState.Received);
        (await _house.Stock("S", "A").Get())!.Available.ShouldBe(9);
        (await RequisitionKind.Instance.Replay(_journal, "R-1")).State.State.ShouldBe(RequisitionState.Received);
    }

    [Fact]
    public async Task Whoever_gives_up_the_rest_keeps_what_has_arrived_and_nothing_is_missing_any_more()
    {
        var requisition = await Approved();
        await Travel((await requisition.Allocate(new([], House.By))).Value!.Transfer!);
        var over = (await requisition.Cancel(new("Season is over.", House.By))).Value!;
        (over.State, over.Reason, over.Lines[0].Allocated, over.Lines[0].Missing).ShouldBe((RequisitionState.Received, "Season is over.", 7, 0));
        (await requisition.Cancel(new("Season is over.", House.By))).IsNew.ShouldBeFalse();
        var nothing = await Approved("R-2");
        (await nothing.Allocate(new([], House.By))).Value!.State.ShouldBe(RequisitionState.Unfilled);
        var cancelled = (await nothing.Cancel(new("No.", House.By))).Value!;
        (cancelled.State, cancelled.Lines.Sum(line => line.Missing)).ShouldBe((RequisitionState.Cancelled, 0));
    }

    private async Task Travel(string id)
    {
        var transfer = _house.Grains.GetGrain<ITransferGrain>(id);
        (await transfer.Ship(new(House.By))).Refusal.ShouldBeNull();
        (await transfer.Receive(new([], [], House.By))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task Another_person_within_their_limit_approves_and_nobody_who_wrote_or_submitted_it()
    {
        await Put(a: 11);
        await Requisition().Submit(new(new("person:boss", "")));
        (await Requisition().Approve(new(null, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        (await Requisition().Approve(new(s_boss, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        (await Requisition().Approve(new(s_boss with { PersonId = "other" }, House.By))).Refusal!.State.ShouldBe("limit");
        (await Requisition().Approve(new(s_boss with { PersonId = "other", Stores = ["W"] }, House.By))).Refusal!.State.ShouldBe("store");
        (await Requisition().Reject(new("too much", House.By))).Value!.Reason.ShouldBe("too much");
        (await Put(a: 10)).Value!.State.ShouldBe(RequisitionState.Draft);
        await Requisition().Submit(new(s_author));
        (await Requisition().Approve(new(s_boss with { PersonId = "other" }, House.By))).Value!.ApprovedBy.ShouldBe("other");
        (await Requisition().Approve(new(s_boss with { PersonId = "other" }, House.By))).IsNew.ShouldBeFalse();
    }

    [Fact]
    public async Task A_repeat_changes_nothing_and_what_a_state_does_not_allow_is_refused_with_the_state()
    {
        (await Put()).IsNew.ShouldBeTrue();
        (await Put()).IsNew.ShouldBeFalse();
        (await Requisition().Allocate(new([], House.By))).Refusal!.State.ShouldBe("draft");
        await Requisition().Submit(new(s_author));
        (await Put()).IsNew.ShouldBeFalse();
        (await Put(a: 9)).Refusal!.State.ShouldBe("submitted");
        (await Requisition().Cancel(new("", House.By))).Refusal!.Field.ShouldBe("reason");
        (await Requisition().Cancel(new("no more", House.By))).Value!.State.ShouldBe(RequisitionState.Cancelled);
        (await Requisition().Submit(new(s_author))).Refusal!.State.ShouldBe("cancelled");
        (await Requisition("none").Get()).Refusal!.Kind.ShouldBe(RefusalKind.UnknownRequisition);
        (await Requisition("none").Submit(new(s_author))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownRequisition);
    }

    [Fact]
    public async Task A_crash_anywhere_in_allocating_holds_nothing_twice_and_what_was_asked_is_finished()
    {
        static IRequisitionGrain Of(House house) => house.Grains.GetGrain<IRequisitionGrain>("R-1");
        var crashes = await Crash.AfterEveryWrite(
            async house =>
            {
                await house.PutStore("W");
                await house.PutStore("S");
                await house.PutSku("A");
                await house.Receive("W", "A", 7);
                await Of(house).Put(new("W", "S", [new("A", 10, null)], null, null, s_author));
                await Of(house).Submit(new(s_author));
                await Of(house).Approve(new(s_boss, House.By));
            },
            house => Of(house).Allocate(new([], House.By)),
            async (house, writes) =>
            {
                await house.Sweep.SweepOnce(CancellationToken.None);
                (await RequisitionKind.Instance.Replay(house.Journal, "R-1")).State.State.ShouldBe(writes == 0 ? RequisitionState.Approved : RequisitionState.Allocated);
                (await Of(house).Allocate(new([], House.By))).Value!.Lines.Select(line => (line.Allocated, line.Missing)).ShouldBe([(7m, 3m)]);
                (await house.Look("W", "A")).Reserved.ShouldBe(7);
            });
        crashes.ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData("W", "W", "A", 1, "to")]
    [InlineData("W", "a b", "A", 1, "to")]
    [InlineData("W", "S", "a b", 1, "lines[0].sku")]
    [InlineData("W", "S", "A", 0, "lines[0].quantity")]
    public async Task A_malformed_requisition_is_refused(string from, string to, string sku, decimal quantity, string field) =>
        (await Requisition().Put(new(from, to, [new(sku, quantity, null)], null, null, s_author))).Refusal!.Field.ShouldBe(field);

    [Fact]
    public async Task Stores_and_products_that_there_are_not_are_named()
    {
        (await Requisition().Put(new("X", "S", [new("A", 1, null)], null, null, s_author))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownStore);
        (await Requisition().Put(new("W", "X", [new("A", 1, null)], null, null, s_author))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownStore);
        (await Requisition().Put(new("W", "S", [new("X", 1, null)], null, null, s_author))).Refusal!.Lines.ShouldHaveSingleItem().Refusal.Kind.ShouldBe(RefusalKind.UnknownSku);
        (await Requisition(new('r', 49)).Put(new("W", "S", [new("A", 1, null)], null, null, s_author))).Refusal!.Field.ShouldBe("id");
    }
}
