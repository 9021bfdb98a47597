using System.Text.Json;
using System.Text.Json.Serialization;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about recalls' streams.</summary>
public sealed class RecallKind : AggregateKind<Recall, RecallEvent>
{
    private static readonly RecallJson s_json = new(EventJson.Readable(RecallJson.Default));

    /// <summary>The one there is.</summary>
    public static RecallKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "recall";

    /// <inheritdoc />
    public override int FoldVersion => 2;

    /// <inheritdoc />
    public override EventCodec<RecallEvent> Events { get; } = new EventCodec<RecallEvent>()
        .Add("recall-begun.1", s_json.RecallBegun)
        .Add("recall-on-list.1", s_json.RecallOnList)
        .Add("recall-stores-frozen.1", s_json.RecallStoresFrozen)
        .Add("recall-ledgers-read.1", s_json.RecallLedgersRead)
        .Add("recall-task-set.1", s_json.RecallTaskSet)
        .Add("recall-reported.1", s_json.RecallReported)
        .Add("recall-closed.1", s_json.RecallClosed)
        .Add("recall-lift-asked.1", s_json.RecallLiftAsked)
        .Add("recall-stores-lifted.1", s_json.RecallStoresLifted);

    /// <inheritdoc />
    public override Recall Empty(string key) => Recall.Empty;

    /// <inheritdoc />
    public override Recall Evolve(Recall state, RecallEvent happened, EventInfo info) => state.Next(happened, info);

    /// <inheritdoc />
    /// <remarks>The sweep looks after one that is open, too: it follows the ledgers.</remarks>
    public override StreamMark MarkOf(Recall after) => after.State is RecallState.Closed or RecallState.Lifted ? StreamMark.Closed : StreamMark.Open;

    /// <inheritdoc />
    public override byte[] SaveState(Recall state) => JsonSerializer.SerializeToUtf8Bytes(RecallSnapshot.Of(state), s_json.RecallSnapshot);

    /// <inheritdoc />
    public override Recall LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.RecallSnapshot)!.ToRecall();
}

/// <summary>A recall as its snapshot has it.</summary>
internal sealed record RecallSnapshot(
    RecallState? State, RecallBegun? Begun, string BegunBy, DateTimeOffset BegunAt, DateTimeOffset? FrozenAt, bool OnList, string After, int StoresAsked, ImmutableArray<RecalledStock> Found,
    ImmutableArray<ReadLedger> Ledgers, ImmutableArray<FateSum> Sums, ImmutableArray<KnownClient> Clients, ImmutableArray<RecallReport> Reports,
    string? Conclusion, string? EndedBy, string? ApprovedBy, DateTimeOffset? EndedAt, ImmutableArray<RecalledGoods> Goods, int At, ImmutableArray<RecalledGoods> Waiting)
{
    public static RecallSnapshot Of(Recall it) => new(
        it.State, it.Begun, it.BegunBy, it.BegunAt, it.FrozenAt, it.OnList, it.After, it.StoresAsked, it.Found, [.. it.Ledgers], it.Sums, [.. it.Clients], it.Reports,
        it.Conclusion, it.EndedBy, it.ApprovedBy, it.EndedAt, it.Goods, it.At, it.Waiting);

    public Recall ToRecall() => new(
        State, Begun, BegunBy, BegunAt, FrozenAt, OnList, After, StoresAsked, Found, NamedSet<ReadLedger>.Of(Ledgers), Sums, NamedSet<KnownClient>.Of(Clients), Reports,
        Conclusion, EndedBy, ApprovedBy, EndedAt, Goods, At, Waiting);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecalledContainer[]))]
[JsonSerializable(typeof(RecalledGoods[]))]
[JsonSerializable(typeof(RecalledUnit[]))]
[JsonSerializable(typeof(RecallClientGoods[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(RecallBegun))]
[JsonSerializable(typeof(RecallOnList))]
[JsonSerializable(typeof(RecallStoresFrozen))]
[JsonSerializable(typeof(RecallLedgersRead))]
[JsonSerializable(typeof(RecallTaskSet))]
[JsonSerializable(typeof(RecallReported))]
[JsonSerializable(typeof(RecallClosed))]
[JsonSerializable(typeof(RecallLiftAsked))]
[JsonSerializable(typeof(RecallStoresLifted))]
[JsonSerializable(typeof(RecallSnapshot))]
internal sealed partial class RecallJson : JsonSerializerContext;
