using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests;

public sealed partial class GoldenEventTests
{
    private static IEnumerable<(string, string, object)> Clients() =>
    [
        Sample(ClientNumbersKind.Instance, new ClientNumberTaken("r-1", 7, "hash")),
        Sample(PhoneKind.Instance, new PhoneHeld("00ff")),
        Sample(PhoneKind.Instance, new PhoneReleased()),
        Sample(ClientKind.Instance, new ClientRegistered("r-1", "1.c2VhbGVk", "1.cGhvbmU=", "1.Y2FyZQ==", "C00000002", "C00000003", ["vip"])),
        Sample(ClientKind.Instance, new ClientChanged("1.c2VhbGVk", "1.cGhvbmU=", "C00000002", "C00000003", ["vip"])),
        Sample(ClientKind.Instance, new ClientPhoneAnswered(true)),
        Sample(ClientKind.Instance, new ClientPhoneReleased()),
        Sample(ClientKind.Instance, new ClientIndexed()),
        Sample(ClientKind.Instance, new ClientCareChanged("1.Y2FyZQ==")),
        Sample(ClientKind.Instance, new ClientConsented(ConsentKind.Marketing, true, "terms-2026")),
        Sample(ClientKind.Instance, new ClientRevealed(ClientPart.Care, "治疗")),
        Sample(ClientKind.Instance, new ClientErasureAsked("本人要求", "ben")),
        Sample(ClientKind.Instance, new ClientKeysDestroyed()),
        Sample(SafetyPolicyKind.Instance, new SafetyPolicyPut(new([new("fragrance", ["parfum", "香精"])]))),
    ];

    private static IEnumerable<string> ClientNames() => [.. ClientNumbersKind.Instance.Events.Names, .. PhoneKind.Instance.Events.Names, .. ClientKind.Instance.Events.Names, .. SafetyPolicyKind.Instance.Events.Names];
}
