using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>What happens to who holds a unit.</summary>
public abstract record UnitEvent;

/// <summary>A store holds it from now on.</summary>
/// <param name="From">The store that held it before; null for none.</param>
/// <param name="Pending">True until it is known what became of the movement; null in what was written before that was asked.</param>
public sealed record UnitClaimed(string Store, string Movement, string? From = null, bool? Pending = null) : UnitEvent;

/// <summary>The movement that it was bound for has brought it.</summary>
public sealed record UnitCame : UnitEvent;

/// <summary>The store no longer holds it.</summary>
/// <param name="BackTo">Who held it before a movement of which nothing came; null for nobody.</param>
public sealed record UnitReleased(string Store, UnitClaim? BackTo = null) : UnitEvent;

/// <summary>Somebody had it before them in a store that does not hold it.</summary>
public sealed record UnitDiverted(string Store, string Holder) : UnitEvent;

/// <summary>Somebody has looked into a diversion and closed it.</summary>
public sealed record UnitDiversionSettled(string Reason) : UnitEvent;

/// <summary>Who holds a unit.</summary>
/// <param name="Claim">Null for nobody.</param>
/// <param name="Pending">Nobody knows yet what became of the movement.</param>
/// <param name="ClaimedAt">By the last claim, a repeated one too while it was pending.</param>
/// <param name="Claims">How many there were, so that who has asked what became of one can tell that there was another since.</param>
/// <param name="Diversion">The last one.</param>
/// <param name="Before">While it is pending: who held it before, and holds it again where nothing comes of the movement.</param>
/// <param name="BeforeIsPending">And nobody knew yet what became of that one.</param>
public sealed record Unit(UnitClaim? Claim, bool Pending = false, DateTimeOffset ClaimedAt = default, long Claims = 0, UnitDiversion? Diversion = null, UnitClaim? Before = null, bool BeforeIsPending = false)
{
    /// <summary>Before the first event.</summary>
    public static Unit Empty { get; } = new((UnitClaim?)null);

    /// <summary>A diversion is open.</summary>
    public bool IsDiverted => Diversion is { EndedAt: null };

    /// <summary>After an event.</summary>
    public Unit After(UnitEvent happened, EventInfo info) => happened switch
    {
        UnitClaimed claimed => this with
        {
            Claim = new UnitClaim(claimed.Store, claimed.Movement), Pending = claimed.Pending ?? false, ClaimedAt = info.At, Claims = Claims + 1,
            // One that was noted again stands for the same movement.
            Before = claimed.Pending != true ? null : claimed.From == claimed.Store ? Before : Claim,
            BeforeIsPending = claimed.Pending == true && (claimed.From == claimed.Store ? BeforeIsPending : Pending),
            // Where it was seen it now is by right.
            Diversion = IsDiverted && Diversion!.Store == claimed.Store ? Diversion with { EndedAt = info.At, EndedBy = info.Actor } : Diversion,
        },
        UnitCame => this with { Pending = false, Before = null, BeforeIsPending = false },
        UnitReleased released => this with { Claim = released.BackTo, Pending = released.BackTo is not null && BeforeIsPending, Before = null, BeforeIsPending = false, ClaimedAt = info.At, Claims = Claims + 1 },
        UnitDiverted seen => this with { Diversion = new(seen.Store, seen.Holder, info.At, info.Actor) },
        UnitDiversionSettled settled => this with { Diversion = Diversion! with { EndedAt = info.At, EndedBy = info.Actor, Reason = settled.Reason } },
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
    public override int FoldVersion => 3;

    /// <inheritdoc />
    public override EventCodec<UnitEvent> Events { get; } = new EventCodec<UnitEvent>()
        .Add("unit-claimed.1", s_json.UnitClaimed)
        .Add("unit-came.1", s_json.UnitCame)
        .Add("unit-released.1", s_json.UnitReleased)
        .Add("unit-diverted.1", s_json.UnitDiverted)
        .Add("unit-diversion-settled.1", s_json.UnitDiversionSettled);

    /// <inheritdoc />
    public override Unit Empty(string key) => Unit.Empty;

    /// <inheritdoc />
    public override Unit Evolve(Unit state, UnitEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override StreamMark MarkOf(Unit after) => after.Pending || after.IsDiverted ? StreamMark.Open : StreamMark.Closed;

    /// <inheritdoc />
    public override byte[] SaveState(Unit state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.Unit);

    /// <inheritdoc />
    public override Unit LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.Unit)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(UnitClaimed))]
[JsonSerializable(typeof(UnitCame))]
[JsonSerializable(typeof(UnitReleased))]
[JsonSerializable(typeof(UnitDiverted))]
[JsonSerializable(typeof(UnitDiversionSettled))]
[JsonSerializable(typeof(Unit))]
internal sealed partial class UnitJson : JsonSerializerContext;
