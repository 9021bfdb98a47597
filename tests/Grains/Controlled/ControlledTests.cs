using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;
using static BeautyGrains.Grains.Tests.Controlled.ControlledSteps;

namespace BeautyGrains.Grains.Tests.Controlled;

/// <summary>Registers of controlled goods over real stocks and prescriptions.</summary>
public sealed class ControlledTests : IAsyncLifetime
{
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await Prepare(_house);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private async Task<ControlledView> Look() => (await _house.Register().Get()).ShouldNotBeNull();

    [Fact]
    public async Task A_day_from_receipt_to_count_closes_to_zero_with_both_people_in_every_entry()
    {
        var received = await _house.Takes(Receipt("r", 10));
        (received.Quantity, received.BalanceAfter, received.First, received.Second, received.Cabinet).ShouldBe((10, 10, "person:ann", "person:ben", "SAFE"));
        (await _house.Prescribe("RX", 2, dose: 60)).Refusal.ShouldBeNull();
        (await _house.Takes(Issue("i", 2))).BalanceAfter.ShouldBe(8);
        await _house.Takes(Step("b", ControlledStep.Return) with { Issue = "i", Quantity = 1, Reason = "one is enough" });
        (await _house.Grains.GetGrain<IPrescriptionGrain>("RX").Get()).Value!.Left.ShouldBe(1);
        (await _house.Takes(Reconcile("u", "i", 40, 0, 0))).Difference.ShouldBe(0);
        (await Look()).Open.Single().ShouldSatisfyAllConditions(open => open.Quantity.ShouldBe(1), open => open.Content.ShouldBe(100), open => open.Used.ShouldBe(40), open => open.Dose.ShouldBe(60));
        (await _house.Takes(Reconcile("v", "i", 20, 40, 1))).EmptiesAfter.ShouldBe(1);
        (await _house.Takes(Step("d", ControlledStep.Destroy) with { Quantity = 2, Lot = "L1", Reason = "broken seal", Document = "DOC" })).BalanceAfter.ShouldBe(7);
        await _house.Takes(Step("e", ControlledStep.DestroyEmpties) with { Quantity = 1, Reason = "burnt", Document = "DOC" });
        var counted = await _house.Takes(Count("c", 0, ("L1", 7)));
        (counted.Difference, counted.EmptiesDifference).ShouldBe((0, 0));

        var book = await Look();
        (book.Balance, book.Empties, book.Open.Length, book.Differing.Length, book.CountedOn).ShouldBe((7, 0, 0, 0, counted.Day));
        book.Lots.ShouldBe([new("L1", 7, "SAFE")]);
        var stock = await _house.Look("S", "TOX");
        (stock.OnHand, stock.Lots.Single().Bin).ShouldBe((7, "SAFE"));
        // The goods' own ledger has both people too, and the client.
        var moved = (await _house.Stock("S", "TOX").GetMovement(MovementKind.ServiceConsumption, "controlled:i")).Value!;
        (moved.Actor, moved.Document, moved.Client).ShouldBe(("person:ann", "RX", "C1"));
        await _house.NothingIsOpen();
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_and_another_content_is_refused()
    {
        var first = await _house.Takes(Receipt("r", 10));
        var again = await _house.Register().Take(Receipt("r", 10));
        (again.IsNew, again.Value).ShouldBe((false, first));
        await _house.Refuses(Receipt("r", 11), RefusalKind.IdReused);
        // Older than what is kept at hand, it is found in the journal.
        for (var i = 0; i < 40; i++) await _house.Takes(Count($"c{i}", 0, ("L1", 10)));
        again = await _house.Register().Take(Receipt("r", 10));
        (again.IsNew, again.Value!.Version).ShouldBe((false, first.Version));
        (await Look()).Balance.ShouldBe(10);
    }

    [Fact]
    public async Task Every_attempt_to_act_alone_is_refused()
    {
        await _house.Takes(Receipt("r", 10));
        await _house.Prescribe("RX", 5);
        await _house.Takes(Issue("i", 1));
        TakeControlledStep[] steps =
        [
            Receipt("x", 1), Issue("x", 1), Reconcile("x", "i", 1, 0, 0), Step("x", ControlledStep.Return) with { Issue = "i", Quantity = 1, Reason = "back" },
            Step("x", ControlledStep.SupplierReturn) with { Quantity = 1, Lot = "L1", Supplier = "SUP", Reason = "broken", Document = "DOC" }, Count("x", 0, ("L1", 9)),
            Step("x", ControlledStep.Destroy) with { Quantity = 1, Lot = "L1", Reason = "broken", Document = "DOC" }, Step("x", ControlledStep.DestroyEmpties) with { Quantity = 1, Reason = "burnt", Document = "DOC" },
            Step("x", ControlledStep.Explain) with { Explains = "r", Reason = "none" },
        ];
        steps.Select(step => step.Step).ShouldBe(Enum.GetValues<ControlledStep>(), ignoreOrder: true);
        foreach (var step in steps)
        {
            await _house.Refuses(step with { Second = null }, RefusalKind.TwoPeopleNeeded, "second");
            await _house.Refuses(step with { Second = Ann }, RefusalKind.TwoPeopleNeeded, "same-person");
            await _house.Refuses(step with { First = null }, RefusalKind.TwoPeopleNeeded, "first");
            // A terminal, or the house's own key, that claims to be somebody.
            await _house.Refuses(step with { By = House.By }, RefusalKind.TwoPeopleNeeded, "first");
            await _house.Refuses(step with { Second = Ben with { Stores = ["T"] } }, RefusalKind.TwoPeopleNeeded, "store");
            await _house.Refuses(step with { Second = Ben with { Roles = [PersonRole.Cashier] } }, RefusalKind.TwoPeopleNeeded, "role");
        }
        var book = await Look();
        (book.Balance, book.Open.Single().Quantity).ShouldBe((9, 1));
        (await _house.Look("S", "TOX")).OnHand.ShouldBe(9);
    }

    [Fact]
    public async Task Nothing_leaves_without_a_prescription_that_covers_it()
    {
        await _house.Takes(Receipt("r", 10));
        await _house.Refuses(Issue("x", 1), RefusalKind.UnknownPrescription);
        await _house.Prescribe("RX", 2);
        await _house.Refuses(Issue("x", 1) with { Prescription = null }, RefusalKind.Validation);
        await _house.Refuses(Issue("x", 1) with { Client = null }, RefusalKind.Validation);
        await _house.Refuses(Issue("x", 1, client: "C2"), RefusalKind.PrescriptionRefused, "other-client");
        await _house.Refuses(Issue("x", 3), RefusalKind.PrescriptionExhausted);
        (await _house.Prescribe("LONG", 1, days: 4)).Refusal!.State.ShouldBe("too-long");
        (await _house.Prescribe("DAYS", 1, days: 3)).Refusal.ShouldBeNull();
        (await _house.Prescribe("VOID", 1)).Refusal.ShouldBeNull();
        (await _house.Grains.GetGrain<IPrescriptionGrain>("VOID").Void(new("wrong client", House.By))).Refusal.ShouldBeNull();
        await _house.Refuses(Issue("x", 1, "VOID"), RefusalKind.PrescriptionRefused, "void");
        _house.Clock.Advance(TimeSpan.FromDays(1));
        await _house.Refuses(Issue("x", 1), RefusalKind.PrescriptionRefused, "expired");
        // What the stock refuses goes back to the prescription.
        await _house.Stock("S", "TOX").SetLotStatus(new("L1", LotStatus.Held, "smells", House.By));
        await _house.Refuses(Issue("x", 1, "DAYS"), RefusalKind.LotBlocked);
        (await _house.Grains.GetGrain<IPrescriptionGrain>("DAYS").Get()).Value!.Left.ShouldBe(1);
        await _house.Stock("S", "TOX").SetLotStatus(new("L1", LotStatus.Released, "fine", House.By));
        (await _house.Takes(Issue("x", 1, "DAYS"))).BalanceAfter.ShouldBe(9);
    }

    [Fact]
    public async Task A_prescription_is_never_dispensed_beyond_its_quantity_however_many_ask_at_once_and_wherever()
    {
        await _house.Takes(Receipt("r", 50));
        (await _house.Grains.GetGrain<IZoneGrain>("T/SAFE").Put(new(new("Safe", null, [StorageClass.Cold], [], true, true), null, House.By))).Refusal.ShouldBeNull();
        await _house.Takes(Receipt("r", 50), "T");
        await _house.Prescribe("RX", 7);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => _house.Register(i % 2 == 0 ? "S" : "T").Take(Issue($"i{i}", 1))));
        answers.Count(answer => answer.Value is not null).ShouldBe(7);
        answers.Where(answer => answer.Refusal is not null).Select(answer => answer.Refusal!.Kind).Distinct().ShouldBe([RefusalKind.PrescriptionExhausted]);
        var prescription = (await _house.Grains.GetGrain<IPrescriptionGrain>("RX").Get()).Value!;
        (prescription.Left, prescription.State).ShouldBe((0, PrescriptionState.Spent));
        ((await _house.Look("S", "TOX")).OnHand + (await _house.Look("T", "TOX")).OnHand).ShouldBe(93);
    }

    [Fact]
    public async Task Goods_come_in_from_approved_suppliers_into_double_lock_cabinets_alone()
    {
        await _house.Refuses(Receipt("x", 1, cabinet: "SHELF"), RefusalKind.DoubleLockNeeded, "not-double-lock");
        await _house.Refuses(Receipt("x", 1, cabinet: "NONE"), RefusalKind.DoubleLockNeeded, "unknown");
        await _house.Refuses(Receipt("x", 1) with { Supplier = "WHO" }, RefusalKind.UnknownSupplier);
        var policy = ControlledDefaults.Policy with { Classes = [.. ControlledDefaults.Policy.Classes.Select(row => row with { SupplierPaper = "toxic-licence" })] };
        (await _house.Grains.GetGrain<IControlledPolicyGrain>(IControlledPolicyGrain.Key).Put(new(policy, null, House.By))).Refusal.ShouldBeNull();
        await _house.Refuses(Receipt("x", 1), RefusalKind.SupplierNotQualified, "missing");
        (await _house.Stock("S", "TOX").Get())!.OnHand.ShouldBe(0);
        await _house.PutToxin(Toxin with { Controlled = [new("unheard", 100, "U")] });
        await _house.Refuses(Receipt("x", 1), RefusalKind.NotControlled, "no-class");
    }

    [Fact]
    public async Task What_a_count_or_a_reconciliation_misses_stays_open_until_two_people_explain_it()
    {
        await _house.Takes(Receipt("r", 10));
        await _house.Prescribe("RX", 2, dose: 50);
        await _house.Takes(Issue("i", 1));
        await _house.Refuses(Reconcile("x", "i", 90, 11, 1), RefusalKind.InsufficientAvailable);
        await _house.Refuses(Reconcile("x", "i", 0, 0, 2), RefusalKind.Validation);
        var used = await _house.Takes(Reconcile("u", "i", 60, 10, 0, close: true));
        (used.Difference, used.EmptiesDifference, used.OverDose).ShouldBe((30, -1, 10));
        await _house.Refuses(Reconcile("x", "i", 1, 0, 0), RefusalKind.UnknownControlledIssue);
        await _house.Refuses(Count("x", 0), RefusalKind.Validation);
        await _house.Refuses(Count("x", 0, ("L1", 9), ("L9", 1)), RefusalKind.UnknownLot);
        var counted = await _house.Takes(Count("c", 0, ("L1", 8)));
        (counted.Quantity, counted.Difference, counted.BalanceAfter, counted.Counts!.Single().Expected).ShouldBe((-1, 1, 8, 9));
        (await _house.Look("S", "TOX")).OnHand.ShouldBe(8);
        (await Look()).Differing.Select(one => one.Entry).ShouldBe(["u", "c"]);
        await _house.Takes(Step("e", ControlledStep.Explain) with { Explains = "u", Reason = "spilt, police told" });
        await _house.Refuses(Step("f", ControlledStep.Explain) with { Explains = "u", Reason = "again" }, RefusalKind.NothingToExplain);
        (await Look()).Differing.Select(one => one.Entry).ShouldBe(["c"]);
    }

    [Fact]
    public async Task What_was_there_before_the_mark_is_taken_over_by_the_first_count()
    {
        await _house.PutToxin(new("Toxin", "vial"));
        await _house.Receive("S", "TOX", 5, "OLD");
        await _house.PutToxin(Toxin);
        await _house.Prescribe("RX", 2);
        await _house.Refuses(Issue("x", 1, lot: "OLD"), RefusalKind.UnknownLot);
        (await _house.Takes(Count("c", 0, ("OLD", 5)))).Difference.ShouldBe(5);
        (await _house.Takes(Issue("i", 1, lot: "OLD"))).BalanceAfter.ShouldBe(4);
    }

    [Fact]
    public async Task An_offline_fact_is_recorded_as_a_grave_incident_and_the_next_count_finds_it()
    {
        await _house.Takes(Receipt("r", 10));
        var fact = await _house.Stock("S", "TOX").RecordFact(new("f", FactKind.OfflineSale, 1, null, "L1", _house.Clock.GetUtcNow(), "C9", null, null, null, House.By));
        fact.Value!.Incident.Causes.ShouldContain("controlled-goods");
        (await _house.Takes(Count("c", 0, ("L1", 9)))).Difference.ShouldBe(1);
        (await Look()).Differing.Single().Entry.ShouldBe("c");
    }
}
