using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>Who a client is: what is sealed with the profile's key. Never in an event, a log or a message but sealed.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Gender">female, male or other; null for not told.</param>
/// <param name="Phone">E.164, such as "+8613800138000"; null for none.</param>
/// <param name="SkinType">dry, oily, combination, normal or sensitive; null for not known.</param>
/// <param name="Preferences">What they like, in free text.</param>
/// <param name="Language">Of messages: a tag such as "zh-CN"; null for the store's.</param>
public sealed record ClientProfile(
    string Name,
    string? Gender,
    string? Phone,
    DateOnly? Birthday,
    string? SkinType,
    string? Email,
    string? Address,
    string? Preferences,
    string? Language)
{
    /// <summary>As it is sealed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ClientFile.Json.ClientProfile);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    public static ClientProfile Parse(string json) => JsonSerializer.Deserialize(json, ClientFile.Json.ClientProfile)!;
}

/// <summary>What treatment needs to know: what is sealed with the care's key.</summary>
/// <param name="Allergies">Ingredients or substances, in any of their names.</param>
/// <param name="Contraindications">Such as pregnancy, or a pacemaker.</param>
/// <param name="Reactions">Products that the client has reacted to.</param>
/// <param name="Notes">Free text.</param>
public sealed record ClientCare(EquatableList<string> Allergies, EquatableList<string> Contraindications, EquatableList<ClientReaction> Reactions, string? Notes)
{
    /// <summary>Nothing known.</summary>
    public static ClientCare None { get; } = new([], [], [], null);

    /// <summary>As it is sealed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ClientFile.Json.ClientCare);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    public static ClientCare Parse(string json) => JsonSerializer.Deserialize(json, ClientFile.Json.ClientCare)!;
}

/// <summary>A product that a client has reacted to.</summary>
/// <param name="On">When; null for not known.</param>
/// <param name="Note">How.</param>
public sealed record ClientReaction(string Sku, DateOnly? On, string? Note);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClientProfile))]
[JsonSerializable(typeof(ClientCare))]
[JsonSerializable(typeof(ClientReaction[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ClientFileJson : JsonSerializerContext;

/// <summary>How a file's parts are written before they are sealed.</summary>
internal static class ClientFile
{
    public static ClientFileJson Json { get; } = new(EventJson.Readable(ClientFileJson.Default));
}
