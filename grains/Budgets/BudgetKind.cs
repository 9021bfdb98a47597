using System.Text.Json;
using System.Text.Json.Serialization;

namespace BeautyGrains.Grains;

/// <summary>Everything fixed about budgets' streams.</summary>
public sealed class BudgetKind : AggregateKind<Budget, BudgetEvent>
{
    private static readonly BudgetJson s_json = new(EventJson.Readable(BudgetJson.Default));

    /// <summary>The one there is.</summary>
    public static BudgetKind Instance { get; } = new();

    /// <inheritdoc />
    public override string Category => "budget";

    /// <inheritdoc />
    public override int FoldVersion => 1;

    /// <inheritdoc />
    public override EventCodec<BudgetEvent> Events { get; } = new EventCodec<BudgetEvent>()
        .Add("budget-put.1", s_json.BudgetPut)
        .Add("budget-committed.1", s_json.BudgetCommitted)
        .Add("budget-released.1", s_json.BudgetReleased)
        .Add("budget-spent.1", s_json.BudgetSpent);

    /// <inheritdoc />
    public override Budget Empty(string key) => Budget.Empty;

    /// <inheritdoc />
    public override Budget Evolve(Budget state, BudgetEvent happened, EventInfo info) => state.After(happened, info);

    /// <inheritdoc />
    public override byte[] SaveState(Budget state) => JsonSerializer.SerializeToUtf8Bytes(
        new(state.Amount, state.Currency, state.WarnAtPercent, state.Policy, state.Committed, state.Spent, [.. state.Commitments.Values.Select(Saved)], state.Version), s_json.BudgetSnapshot);

    /// <inheritdoc />
    public override Budget LoadState(ReadOnlySpan<byte> json)
    {
        var saved = JsonSerializer.Deserialize(json, s_json.BudgetSnapshot)!;
        return new(
            saved.Amount, saved.Currency, saved.WarnAtPercent, saved.Policy, saved.Committed, saved.Spent,
            Budget.Empty.Commitments.AddRange(saved.Commitments.Select(it => KeyValuePair.Create(it.Reference, Loaded(it)))), saved.Version);
    }

    private static SavedCommitment Saved(Commitment it) => new(
        it.Reference, it.Amount, it.Open, it.Spent, it.Released, it.ApprovedBy, it.BodyHash, [.. it.Payments.Select(payment => new SavedPayment(payment.Key, payment.Value))], it.At, it.Version);

    private static Commitment Loaded(SavedCommitment it) => new(
        it.Reference, it.Amount, it.Open, it.Spent, it.Released, it.ApprovedBy, it.BodyHash,
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, it.Payments.Select(payment => KeyValuePair.Create(payment.Id, payment.Amount))), it.At, it.Version);
}

/// <summary>A budget as it is kept.</summary>
internal sealed record BudgetSnapshot(
    decimal? Amount, string? Currency, int WarnAtPercent, BudgetPolicy Policy, decimal Committed, decimal Spent, ImmutableArray<SavedCommitment> Commitments, long Version);

/// <summary>A commitment as it is kept.</summary>
internal sealed record SavedCommitment(
    string Reference,
    decimal Amount,
    decimal Open,
    decimal Spent,
    bool Released,
    string? ApprovedBy,
    string? BodyHash,
    ImmutableArray<SavedPayment> Payments,
    DateTimeOffset At,
    long Version);

/// <summary>What was spent under an id, as it is kept.</summary>
internal sealed record SavedPayment(string Id, decimal Amount);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BudgetPut))]
[JsonSerializable(typeof(BudgetCommitted))]
[JsonSerializable(typeof(BudgetReleased))]
[JsonSerializable(typeof(BudgetSpent))]
[JsonSerializable(typeof(BudgetSnapshot))]
internal sealed partial class BudgetJson : JsonSerializerContext;
