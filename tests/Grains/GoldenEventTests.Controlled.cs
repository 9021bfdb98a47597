using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

public sealed partial class GoldenEventTests
{
    private static readonly ControlledEntry s_entry = new(
        "s-1", ControlledStep.Reconcile, -2.5m, 10, 1, "person:ann", "person:ben", new(2026, 5, 4), "L1", "SUP", "SAFE", "RX-1", "C1", "i-1", 40, 60, 1, [new("L1", 9.5m, 10)], 0.5m, -1, 5, "s-0", "余液", "DOC", s_at, 7);

    private static readonly ControlledIssue s_issue = new("i-1", "L1", 2, 200, 50, 40, 60, 1, "RX-1", "S/TOX/i-1/3", "C1", s_at, s_at.AddHours(24));

    private static readonly RoundAction s_action = new("r-1", "daily", "humid", "person:zhang", new(2026, 5, 7), RoundActionState.Open, "潮", "D-2", "person:zhang", "person:li", s_at, 3);

    private static IEnumerable<(string, string, object)> Controlled() =>
    [
        Sample(ControlledPolicyKind.Instance, new ControlledPolicyPut(new([new("toxic", "Toxic", "毒性", "law", 3, 24, [PersonRole.Nurse], "paper", new(2026, 1, 1), new(2026, 12, 31))]))),
        Sample(PrescriptionKind.Instance, new PrescriptionPut(new("Dr Li", "C1", "TOX", 2, 50, new(2026, 5, 4), new(2026, 5, 7), "DOC"))),
        Sample(PrescriptionKind.Instance, new PrescriptionDrawn("S/TOX/i-1/3", "S", 2)),
        Sample(PrescriptionKind.Instance, new PrescriptionGivenBack("S/TOX/i-1/3", "S/TOX/b-1", 1, true)),
        Sample(PrescriptionKind.Instance, new PrescriptionVoided("开错")),
        Sample(ControlledKind.Instance, new ControlledStepAsked(
            s_entry, "hash", new(new("2027-03", new(2027, 3, 1), DatePrecision.Month, ExpiryKind.ValidThrough), new(2026, 1, 2), new(12.5m, "CNY"), "SAFE"), "S/TOX/i-1/3", 200, s_at)),
        Sample(ControlledKind.Instance, new ControlledDrawn("i-1", 50)),
        Sample(ControlledKind.Instance, new ControlledCameBack("b-1", "L1")),
        Sample(ControlledKind.Instance, new ControlledMoveRefused("i-1", new(RefusalKind.LotBlocked, Lot: "L1", State: "held"))),
        Sample(ControlledKind.Instance, new ControlledStepRefused("i-1", new(RefusalKind.PrescriptionExhausted, Available: 0.5m))),
        Sample(ControlledKind.Instance, new ControlledStepTaken(s_entry, "hash", s_issue, true)),
        Sample(DocumentKind.Instance, new DocumentDropped("del-1")),
        Sample(RoundPolicyKind.Instance, new RoundPolicyPut(new([new("daily", "Daily", "每日", [new("humid", "Humidity", "湿度", "%", 35, 75.5m, true)], 3)], [new("daily", "S", 7, new(2026, 1, 1), new(2026, 12, 31))]))),
        Sample(RoundKind.Instance, new RoundMade("r-1", "daily", 2, new(2026, 5, 4), [new("humid", null, 80.5m, "D-1", "潮", "zhang", new(2026, 5, 7)), new("clean", true, null, null, null, null, null)], [s_action], "hash")),
        Sample(RoundKind.Instance, new RoundActionMoved(RoundMove.Confirm, s_action with { State = RoundActionState.Closed })),
        Sample(RetentionKind.Instance, new RetentionPut([new(RecordKind.DrugReceipts, 60, 12, "法规", new(2026, 1, 1)), new(RecordKind.Implants, null, null, "law", new(1900, 1, 1))])),
        Sample(RetentionKind.Instance, new DeletionRecorded("del-1", [new("D-1", 3, new('a', 64), 300_009, new(2026, 5, 4), RecordKind.Papers)], 300_009, new('b', 64), "腾空间", "person:ben")),
        Sample(RetentionKind.Instance, new DeletionCarriedOut("del-1")),
    ];

    private static IEnumerable<string> ControlledNames() => [.. ControlledPolicyKind.Instance.Events.Names, .. PrescriptionKind.Instance.Events.Names, .. ControlledKind.Instance.Events.Names, .. RetentionKind.Instance.Events.Names, .. RoundPolicyKind.Instance.Events.Names, .. RoundKind.Instance.Events.Names];
}
