using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

/// <content>Alerts, their policies and the endpoints that they are sent to.</content>
public sealed partial class GoldenEventTests
{
    private static SightMark Sight => new(7, s_at);

    private static AlertFacts LowFacts => new(AlertSeverity.Warning, "S", "A", [new("available", "2.5"), new("threshold", "3")]);

    private static AlertView LowAlert => new(AlertCause.Of(AlertKind.Low, "S", "A"), AlertState.Snoozed, 2, LowFacts, s_at, s_at, s_at, "P-1", "P-2", "Why.", 5);

    private static (string Name, string Written, object Read)[] Alerts() =>
    [
        Sample(AlertStreamKind.Instance, new AlertRaised(2, LowFacts, Sight)),
        Sample(AlertStreamKind.Instance, new AlertFactsChanged(LowFacts, Sight)),
        Sample(AlertStreamKind.Instance, new AlertWorsened(LowFacts with { Severity = AlertSeverity.Critical, Store = null, Sku = null }, Sight)),
        Sample(AlertStreamKind.Instance, new AlertResolved("S", Sight)),
        Sample(AlertStreamKind.Instance, new AlertAcknowledged("S")),
        Sample(AlertStreamKind.Instance, new AlertSnoozed("S", s_at)),
        Sample(AlertStreamKind.Instance, new AlertSnoozeEnded(null)),
        Sample(AlertStreamKind.Instance, new AlertAssigned("S", "P-1")),
        Sample(AlertStreamKind.Instance, new AlertSettled("S", "Ordered.")),
        Sample(AlertPoliciesKind.Instance, new AlertPolicyPut(new("P-1", AlertKind.NearExpiry, "S", "A", 30, AlertSeverity.Critical, true, new(2026, 1, 1), new(2026, 12, 31)))),
        Sample(AlertPoliciesKind.Instance, new AlertPolicyRemoved("P-1")),
        Sample(WebhookKind.Instance, new WebhookPut(new(
            "Group", WebhookFormat.Dingtalk, "1.url", "example.com", "1.secret", true,
            new(PersonRole.Buyer, [AlertKind.Low], AlertSeverity.Warning, ["S"], ["east"], new(new(22, 0), new(8, 0)), 30, new(9, 0), "Asia/Shanghai"), true))),
        Sample(WebhookKind.Instance, new WebhookRemoved()),
        Sample(WebhookKind.Instance, new WebhookQueued(
            [
                new(new("alert-0-7", "alert.raised", LowAlert, "east", s_at), s_at),
                new(new("digest-x", "alert.digest", null, null, s_at, new("S", 1, [LowAlert])), s_at),
            ],
            7, new(2026, 5, 4), "T-1")),
        Sample(WebhookKind.Instance, new WebhookDelivered([1, 2])),
        Sample(WebhookKind.Instance, new WebhookFailed([new(1, 2, s_at)], "http-503")),
        Sample(WebhookKind.Instance, new WebhookGivenUp([1], "timeout", 1)),
        Sample(WebhookKind.Instance, new WebhookReplayed([1])),
        Sample(WebhookKind.Instance, new WebhookSwitchedOff("http-410")),
        Sample(WebhookKind.Instance, new WebhookEscalationsEnded(["low/S/A"])),
    ];

    private static IEnumerable<string> AlertNames() => [.. AlertStreamKind.Instance.Events.Names, .. AlertPoliciesKind.Instance.Events.Names, .. WebhookKind.Instance.Events.Names];
}
