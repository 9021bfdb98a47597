using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to who holds a unit.</summary>
public abstract record UnitEvent;

/// <summary>A store holds it from now on.</summary>
/// <param name="From">The store that held it before; null for none.</param>
public sealed record UnitClaimed(string Store, string Movement, string? From = null) : UnitEvent;

/// <summary>Nobody holds it from now on.</summary>
public sealed record UnitReleased(string Store) : UnitEvent;

/// <summary>Who holds a unit.</summary>
/// <param name="Claim">Null for nobody.</param>
public sealed record Unit(UnitClaim? Claim)
{
    /// <summary>Before the first event.</summary>
    public static Unit Empty { get; } = new((UnitClaim?)null);

    /// <summary>After an event.</summary>
    public static Unit After(UnitEvent happened) => happened switch
    {
        UnitClaimed claimed => new(new UnitClaim(claimed.Store, claimed.Movement)),
        UnitReleased => Empty,
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a unit."),
    };
}

/// <summary>Everything fixed about units' streams. Key: "sku/serial".</summary>
public sealed class UnitKind : AggregateKind<Unit, UnitEvent>
{
    private static readonly UnitJson s_json = new(EventJson.Readable(UnitJson.Default));

    /// <summary>The one there is.</summary>
    public static UnitKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "unit";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<UnitEvent> Events { get; } = new EventCodec<UnitEvent>()
        .Add("unit-claimed.1", s_json.UnitClaimed)
        .Add("unit-released.1", s_json.UnitReleased);

    /// <inheritdoc />
    public override Unit Empty(string key) => Unit.Empty;

    /// <inheritdoc />
    public override Unit Evolve(Unit state, UnitEvent happened, EventInfo info) => Unit.After(happened);

    /// <inheritdoc />
    public override byte[] SaveState(Unit state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Unit);

    /// <inheritdoc />
    public override Unit LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Unit)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(UnitClaimed))]
[JsonSerializable(typeof(UnitReleased))]
[JsonSerializable(typeof(Unit))]
internal sealed partial class UnitJson : JsonSerializerContext;
