using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Controlled;

/// <summary>A clinic with a controlled toxin in a double-lock fridge, and two nurses.</summary>
internal static class ControlledSteps
{
    public static readonly Approver Ann = new("ann", [PersonRole.Nurse], null, []);
    public static readonly Approver Ben = new("ben", [PersonRole.Pharmacist], null, []);
    private static readonly Caller s_ann = new(Ann.Actor, "test");

    public static readonly SkuRecord Toxin = new("Toxin", "vial", Opening: new("U", 100, SharingRule.OneClient), Controlled: [new("toxic", 100, "U")]);

    public static async Task Prepare(House house)
    {
        await house.PutStore("S");
        await house.PutStore("T");
        await house.PutSku("TOX", Toxin);
        (await house.Grains.GetGrain<IZoneGrain>("S/SAFE").Put(new(new("Safe", null, [StorageClass.Cold], [], true, true), null, House.By))).Refusal.ShouldBeNull();
        (await house.Grains.GetGrain<IZoneGrain>("S/SHELF").Put(new(new("Shelf", null, [StorageClass.Ambient], []), null, House.By))).Refusal.ShouldBeNull();
        (await house.Grains.GetGrain<ISupplierGrain>("SUP").Put(new(new("Supplier", Qualifications: [new("business-licence", "B-1")]), null, House.By))).Refusal.ShouldBeNull();
        (await house.Grains.GetGrain<IDocumentGrain>("DOC").Put(new(new(SubjectKind.Sku, "TOX"), "record.pdf", "application/pdf", 10, new('a', 64), House.By))).Refusal.ShouldBeNull();
    }

    /// <summary>The product's record changes, and every process knows it.</summary>
    public static async Task PutToxin(this House house, SkuRecord record)
    {
        await house.PutSku("TOX", record);
        house.Clock.Advance(CatalogueFacts.MaxAge + TimeSpan.FromSeconds(1));
    }

    public static IControlledGrain Register(this House house, string store = "S") => house.Grains.GetGrain<IControlledGrain>($"{store}/TOX");

    public static Task<Answer<PrescriptionView>> Prescribe(this House house, string number, decimal quantity, string client = "C1", decimal? dose = null, int days = 0)
    {
        var today = ExpiryRules.DayAt(house.Clock.GetUtcNow(), "Asia/Shanghai");
        return house.Grains.GetGrain<IPrescriptionGrain>(number).Put(new(new("Dr Li", client, "TOX", quantity, dose, today, today.AddDays(days)), House.By));
    }

    public static TakeControlledStep Step(string id, ControlledStep step) => new(id, step, Ann, Ben, s_ann);

    public static TakeControlledStep Receipt(string id, decimal quantity, string lot = "L1", string cabinet = "SAFE") =>
        Step(id, ControlledStep.Receive) with { Quantity = quantity, Lot = lot, Supplier = "SUP", Cabinet = cabinet };

    public static TakeControlledStep Issue(string id, decimal quantity, string prescription = "RX", string client = "C1", string lot = "L1") =>
        Step(id, ControlledStep.Issue) with { Quantity = quantity, Lot = lot, Prescription = prescription, Client = client };

    public static TakeControlledStep Reconcile(string id, string issue, decimal used, decimal destroyed, decimal empties, bool close = false) =>
        Step(id, ControlledStep.Reconcile) with { Issue = issue, Used = used, Destroyed = destroyed, Empties = empties, Close = close, Reason = close ? "vial broke" : null };

    public static TakeControlledStep Count(string id, decimal empties, params (string Lot, decimal Counted)[] counts) =>
        Step(id, ControlledStep.Count) with { Empties = empties, Counts = [.. counts.Select(one => new LotCount(one.Lot, one.Counted))] };

    public static async Task<ControlledEntry> Takes(this House house, TakeControlledStep step, string store = "S")
    {
        var answer = await house.Register(store).Take(step);
        answer.Refusal.ShouldBeNull();
        return answer.Value!;
    }

    public static async Task Refuses(this House house, TakeControlledStep step, RefusalKind kind, string? state = null)
    {
        var answer = await house.Register().Take(step);
        answer.Refusal.ShouldNotBeNull(step.ToString());
        (answer.Refusal.Kind, answer.Refusal.State).ShouldBe((kind, state ?? answer.Refusal.State), step.ToString());
    }
}
