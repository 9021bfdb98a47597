using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about zones' streams.</summary>
public sealed class ZoneKind : AggregateKind<Zone, ZoneEvent>
{
    private static readonly ZoneJson s_json = new(EventJson.Readable(ZoneJson.Default));

    /// <summary>The one there is.</summary>
    public static ZoneKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "zone";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<ZoneEvent> Events { get; } = new EventCodec<ZoneEvent>()
        .Add("zone-put.1", s_json.ZonePut)
        .Add("readings-taken.1", s_json.ReadingsTaken)
        .Add("excursion-quarantined.1", s_json.ExcursionQuarantined)
        .Add("excursion-decided.1", s_json.ExcursionDecided)
        .Add("excursion-carried-out.1", s_json.ExcursionCarriedOut);

    /// <inheritdoc />
    public override Zone Empty(string key) => Zone.Empty;

    /// <inheritdoc />
    public override Zone Evolve(Zone state, ZoneEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(Zone state) => JsonSerializer.SerializeToUtf8Bytes(
        new(
            state.Record, state.PutAt,
            [.. state.Readings.Select(one => new SavedReadings(one.Key, [.. one.Value.Readings.Select(reading => new SavedReading(reading.Key.At, reading.Key.Celsius, reading.Key.Humidity, reading.Value))]))],
            state.Cases, state.Version),
        s_json.ZoneSnapshot);

    /// <inheritdoc />
    public override Zone LoadState(ReadOnlySpan<byte> json)
    {
        var saved = JsonSerializer.Deserialize(json, s_json.ZoneSnapshot)!;
        return new(
            saved.Record, saved.PutAt,
            Zone.Empty.Readings.AddRange(saved.Readings.Select(one => KeyValuePair.Create(
                one.Sensor, new ReadingSet(ReadingSet.Empty.Readings.AddRange(one.Readings.Select(it => KeyValuePair.Create(new Reading(it.T, it.C, it.H), it.S))))))),
            saved.Cases, saved.Version);
    }
}

/// <summary>A zone as it is kept.</summary>
internal sealed record ZoneSnapshot(ZoneRecord? Record, DateTimeOffset PutAt, ImmutableArray<SavedReadings> Readings, ImmutableArray<ExcursionCase> Cases, long Version);

/// <summary>A sensor's readings as they are kept.</summary>
internal sealed record SavedReadings(string Sensor, ImmutableArray<SavedReading> Readings);

/// <summary>A reading as it is kept, of which there are many: time, Celsius, humidity, skew in minutes.</summary>
internal sealed record SavedReading(DateTimeOffset T, decimal? C, decimal? H, int S);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ZonePut))]
[JsonSerializable(typeof(ReadingsTaken))]
[JsonSerializable(typeof(ExcursionQuarantined))]
[JsonSerializable(typeof(ExcursionDecided))]
[JsonSerializable(typeof(ExcursionCarriedOut))]
[JsonSerializable(typeof(ZoneSnapshot))]
[JsonSerializable(typeof(StorageClass[]))]
[JsonSerializable(typeof(SensorRecord[]))]
[JsonSerializable(typeof(Calibration[]))]
[JsonSerializable(typeof(QuarantinedLot[]))]
[JsonSerializable(typeof(ExposedLot[]))]
internal sealed partial class ZoneJson : JsonSerializerContext;
