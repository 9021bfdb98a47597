using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>What becomes what. Key: the recipe's id.</summary>
[Reentrant]
public sealed class RecipeGrain(AggregateServices house)
    : AggregateGrain<RecipeState, RecipeEvent>(house, RecipeKind.Instance), IRecipeGrain
{
    /// <inheritdoc />
    public async Task<Answer<RecipeView>> Put(PutRecipe ask)
    {
        if (RecipeForm.Check(ask.Record) is [var (field, rule), ..]) return new(null, Refusal.Invalid(field, rule), false);
        foreach (var bill in ask.Record.Bills)
        {
            var skus = new Dictionary<string, SkuRecord>(StringComparer.Ordinal);
            foreach (var line in bill.Inputs.Concat(bill.Outputs))
            {
                if (await GrainFactory.GetGrain<ISkuGrain>(line.Sku).Get() is not { } sku) return new(null, new(RefusalKind.UnknownSku, Sku: line.Sku), false);
                skus[line.Sku] = sku.Record;
            }
            if (BillRules.Mixes(bill, skus) is { } refusal) return new(null, refusal, false);
        }
        return await Decide((head, _) => Put(head, ask), ViewOf, ask.By);
    }

    /// <inheritdoc />
    public async Task<RecipeView?> Get()
    {
        await CheckFresh();
        EndIfEmpty();
        return Durable.State.Record is null ? null : ViewOf(Durable);
    }

    // Guards in this order: the same content, If-Match.
    private static Decision<RecipeEvent> Put(RecipeState state, PutRecipe ask) =>
        ask.Record == state.Record ? Decision<RecipeEvent>.AlreadyDone
        : ask.IfVersion is { } expected && expected != state.Version ? new Refusal(RefusalKind.StaleVersion)
        : new RecipePut(ask.Record);

    private RecipeView ViewOf(Versioned<RecipeState> state) => new(Key, state.State.Record!, state.At, state.Version);
}

/// <summary>What happens to a recipe.</summary>
public abstract record RecipeEvent;

/// <summary>Its record was put.</summary>
public sealed record RecipePut(RecipeRecord Record) : RecipeEvent;

/// <summary>A recipe.</summary>
/// <param name="Record">Null before it was put.</param>
public sealed record RecipeState(RecipeRecord? Record, long Version);

/// <summary>Everything fixed about the streams of recipes.</summary>
public sealed class RecipeKind : AggregateKind<RecipeState, RecipeEvent>
{
    private static readonly RecipeJson s_json = new(EventJson.Readable(RecipeJson.Default));

    /// <summary>The one there is.</summary>
    public static RecipeKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "recipe";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<RecipeEvent> Events { get; } = new EventCodec<RecipeEvent>().Add("recipe-put.1", s_json.RecipePut);

    /// <inheritdoc />
    public override RecipeState Empty(string key) => new(null, 0);

    /// <inheritdoc />
    public override RecipeState Evolve(RecipeState state, RecipeEvent happened, EventInfo info) => happened switch
    {
        RecipePut put => new(put.Record, info.Version),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of a recipe."),
    };

    /// <inheritdoc />
    public override byte[] SaveState(RecipeState state) => JsonSerializer.SerializeToUtf8Bytes(state, s_json.RecipeState);

    /// <inheritdoc />
    public override RecipeState LoadState(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, s_json.RecipeState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecipePut))]
[JsonSerializable(typeof(RecipeState))]
[JsonSerializable(typeof(Bill[]))]
[JsonSerializable(typeof(BillLine[]))]
internal sealed partial class RecipeJson : JsonSerializerContext;
