using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What happens to a store's classes.</summary>
public abstract record StockClassesEvent;

/// <summary>They were calculated anew.</summary>
public sealed record StockClassesSet(DateOnly Day, EquatableList<StockClass> Classes) : StockClassesEvent;

/// <summary>A store's classes.</summary>
public sealed record StockClasses(DateOnly Day, EquatableList<StockClass> Classes);

/// <summary>Everything fixed about the streams of stores' classes. Key: the store code.</summary>
public sealed class StockClassesKind : AggregateKind<StockClasses, StockClassesEvent>
{
    private static readonly StockClassesJson s_json = new(EventJson.Readable(StockClassesJson.Default));

    /// <summary>The one there is.</summary>
    public static StockClassesKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "stock-classes";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<StockClassesEvent> Events { get; } = new EventCodec<StockClassesEvent>().Add("stock-classes-set.1", s_json.StockClassesSet);

    /// <inheritdoc />
    public override StockClasses Empty(string key) => new(default, []);

    /// <inheritdoc />
    public override StockClasses Evolve(StockClasses state, StockClassesEvent happened, EventInfo info) => happened switch
    {
        StockClassesSet set => new(set.Day, set.Classes),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of classes."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(StockClasses state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.StockClasses);

    /// <inheritdoc />
    public override StockClasses LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.StockClasses)!;
}

/// <summary>A store's classes.</summary>
[Reentrant]
public sealed class StockClassesGrain(AggregateServices house) : AggregateGrain<StockClasses, StockClassesEvent>(house, StockClassesKind.Instance), IStockClassesGrain
{
    /// <inheritdoc />
    public Task<Answer<StockClassesView>> Put(PutStockClasses ask) => Decide(
        (head, _) => ask.Day < head.Day || ask.Day == head.Day && ask.Classes == head.Classes ? Decision<StockClassesEvent>.AlreadyDone : new StockClassesSet(ask.Day, ask.Classes),
        View, ask.By);

    /// <inheritdoc />
    public async Task<StockClassesView> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return View(Durable);
    }

    private StockClassesView View(Versioned<StockClasses> on) => new(Key, on.State.Day, on.State.Classes, on.Version);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(StockClassesSet))]
[JsonSerializable(typeof(StockClasses))]
[JsonSerializable(typeof(StockClass[]))]
internal sealed partial class StockClassesJson : JsonSerializerContext;
