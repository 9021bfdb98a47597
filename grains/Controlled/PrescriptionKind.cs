using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about prescriptions' streams.</summary>
public sealed class PrescriptionKind : AggregateKind<Prescription, PrescriptionEvent>
{
    private static readonly PrescriptionJson s_json = new(EventJson.Readable(PrescriptionJson.Default));

    /// <summary>The one there is.</summary>
    public static PrescriptionKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "prescription";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<PrescriptionEvent> Events { get; } = new EventCodec<PrescriptionEvent>()
        .Add("prescription-put.1", s_json.PrescriptionPut)
        .Add("prescription-drawn.1", s_json.PrescriptionDrawn)
        .Add("prescription-given-back.1", s_json.PrescriptionGivenBack)
        .Add("prescription-voided.1", s_json.PrescriptionVoided);

    /// <inheritdoc />
    public override Prescription Empty(string key) => Prescription.Empty;

    /// <inheritdoc />
    public override Prescription Evolve(Prescription state, PrescriptionEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(Prescription state) => JsonSerializer.SerializeToUtf8Bytes(new PrescriptionSnapshot(state.Record, state.RecordedBy, state.VoidedFor, [.. state.Draws.Values], state.Version), s_json.PrescriptionSnapshot);

    /// <inheritdoc />
    public override Prescription LoadState(ReadOnlySpan<byte> json)
    {
        var saved = JsonSerializer.Deserialize(json, s_json.PrescriptionSnapshot)!;
        return new(saved.Record, saved.RecordedBy, saved.VoidedFor, saved.Draws.ToImmutableSortedDictionary(draw => draw.Draw, draw => draw, StringComparer.Ordinal), saved.Version);
    }
}

internal sealed record PrescriptionSnapshot(PrescriptionRecord? Record, string RecordedBy, string? VoidedFor, ImmutableArray<PrescriptionDraw> Draws, long Version);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PrescriptionPut))]
[JsonSerializable(typeof(PrescriptionDrawn))]
[JsonSerializable(typeof(PrescriptionGivenBack))]
[JsonSerializable(typeof(PrescriptionVoided))]
[JsonSerializable(typeof(PrescriptionSnapshot))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class PrescriptionJson : JsonSerializerContext;
