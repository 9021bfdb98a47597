using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

/// <summary>Samples of waiting lists.</summary>
public sealed partial class GoldenEventTests
{
    private static IEnumerable<(string Name, string Written, object Read)> Waiting() =>
    [
        Sample(WaitingListKind.Instance, new WaitingJoined("W-1", "C-1", 2.5m, 3, "hash")),
        Sample(WaitingListKind.Instance, new WaitingOfferDecided("W-1", 7, 7_200)),
        Sample(WaitingListKind.Instance, new WaitingOffered("W-1", s_at)),
        Sample(WaitingListKind.Instance, new WaitingOfferMissed("W-1")),
        Sample(WaitingListKind.Instance, new WaitingAcceptAsked("W-1", 600)),
        Sample(WaitingListKind.Instance, new WaitingEndAsked("W-1", WaitingState.Left)),
        Sample(WaitingListKind.Instance, new WaitingEnded("W-1", WaitingState.Accepted, s_at)),
    ];
}
