using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>
/// The templates until somebody puts others: what inspectors of stores look at by habit, cleanliness, moisture, dust, fire, and what calibration is due. No
/// store has a schedule until somebody puts one.
/// </summary>
public static class RoundDefaults
{
    /// <summary>The tables.</summary>
    public static RoundPolicy Policy { get; } = new(
    [
        new("daily", "Daily round", "每日巡检",
        [
            new("clean", "Treatment rooms and shelves are clean", "治疗室与货架清洁"),
            new("dust", "Stock is free of dust and pests", "库存无积尘、无虫害"),
            new("moisture", "Relative humidity of the store room", "库房相对湿度", "%", 35, 75),
            new("doors", "Fridges and cabinets are closed and locked", "冰箱与柜门已关闭上锁"),
        ], 3),
        new("fire", "Fire safety", "消防检查",
        [
            new("extinguishers", "Extinguishers are in place, sealed and in date", "灭火器在位、铅封完好、在有效期内", Photo: true),
            new("exits", "Exits are free and marked", "疏散通道畅通、标识清晰"),
            new("wiring", "Wiring and sockets show no damage", "线路与插座无破损"),
        ], 7),
        new("calibration", "Calibrations due", "校准到期检查",
        [
            new("sensors", "No sensor's calibration is overdue", "温湿度传感器均在校准期内"),
            new("devices", "No device's calibration or maintenance is overdue", "设备校准与维护均未逾期"),
        ], 14),
    ], []);
}

/// <summary>What happens to the tables of rounds.</summary>
public abstract record RoundPolicyEvent;

/// <summary>The tables were replaced.</summary>
/// <param name="Policy">Whole, as they now stand.</param>
public sealed record RoundPolicyPut(RoundPolicy Policy) : RoundPolicyEvent;

/// <summary>The tables of rounds.</summary>
/// <param name="Policy">Null while the defaults count.</param>
public sealed record RoundPolicyState(RoundPolicy? Policy, long Version);

/// <summary>Which rounds are made. One grain; key: <see cref="IRoundPolicyGrain.Key"/>.</summary>
[Reentrant]
public sealed class RoundPolicyGrain(AggregateServices house) : AggregateGrain<RoundPolicyState, RoundPolicyEvent>(house, RoundPolicyKind.Instance), IRoundPolicyGrain
{
    /// <inheritdoc />
    public Task<Answer<RoundPolicyView>> Put(PutRoundPolicy ask) => Decide((head, _) => Decided(head, ask), ViewOf, ask.By);

    /// <inheritdoc />
    public async Task<RoundPolicyView> Get()
    {
        await CheckFresh();
        return ViewOf(Durable);
    }

    // Guards in this order: form, the same content, If-Match.
    private static Decision<RoundPolicyEvent> Decided(RoundPolicyState state, PutRoundPolicy ask)
    {
        if (RoundForm.Check(ask.Policy) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Policy == state.Policy) return Decision<RoundPolicyEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new RoundPolicyPut(ask.Policy);
    }

    private static RoundPolicyView ViewOf(Versioned<RoundPolicyState> state) => new(state.State.Policy ?? RoundDefaults.Policy, state.At, state.Version);
}

/// <summary>Everything fixed about the stream of the tables of rounds.</summary>
public sealed class RoundPolicyKind : AggregateKind<RoundPolicyState, RoundPolicyEvent>
{
    private static readonly RoundPolicyJson s_json = new(EventJson.Readable(RoundPolicyJson.Default));

    /// <summary>The one there is.</summary>
    public static RoundPolicyKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "round-policy";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<RoundPolicyEvent> Events { get; } = new EventCodec<RoundPolicyEvent>().Add("round-policy-put.1", s_json.RoundPolicyPut);

    /// <inheritdoc />
    public override RoundPolicyState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override RoundPolicyState Evolve(RoundPolicyState state, RoundPolicyEvent happened, EventInfo info) => happened switch
    {
        RoundPolicyPut put => new(put.Policy, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of the tables of rounds."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(RoundPolicyState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.RoundPolicyState);

    /// <inheritdoc />
    public override RoundPolicyState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.RoundPolicyState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RoundPolicyPut))]
[JsonSerializable(typeof(RoundPolicyState))]
[JsonSerializable(typeof(RoundTemplate[]))]
[JsonSerializable(typeof(RoundItem[]))]
[JsonSerializable(typeof(RoundSchedule[]))]
internal sealed partial class RoundPolicyJson : JsonSerializerContext;
