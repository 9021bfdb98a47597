using System.Data.Common;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>Budgets by store, category and month: one row each, with what is committed, spent and left.</summary>
public sealed class BudgetModel : ReadModel
{
    private BudgetModel() { }

    /// <summary>The one there is.</summary>
    public static BudgetModel Instance { get; } = new();

    /// <summary>
    /// The rows. Amounts are minor units; "taken" is in thousandths of the amount, at most 1,000,000,000, and 0 without an amount; "level" is 0 within, 1 warned, 2 exceeded.
    /// </summary>
    public static Table Budgets { get; } = new(
        "budgets",
        [Column.Text("store"), Column.Text("category"), Column.Text("month")],
        [
            Column.Whole("version"), Column.Whole("at"), Column.MaybeWhole("amount"), Column.Text("currency"), Column.Whole("committed"), Column.Whole("spent"),
            Column.Whole("warn_at"), Column.Whole("block"), Column.Whole("level"), Column.Whole("taken"),
        ],
        ["month", "store", "category"], ["taken", "store", "category", "month"]);

    /// <inheritdoc />
    public override string Name => "budgets";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Budgets];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            var ours = batch.Where(recorded => recorded.Stream.Category == BudgetKind.Instance.Category).ToLookup(recorded => recorded.Stream.Key, StringComparer.Ordinal);
            if (ours.Count == 0) return changes;
            var keys = ours.Select(budget => BudgetKey.Parse(budget.Key)).ToList();
            var before = (await copy.ByKey(Budgets, [.. keys.Select(key => new object?[] { key.Store, key.Category, key.MonthText })], BudgetRow.Read, cancel)).ToDictionary(row => row.Key);
            foreach (var key in keys)
            {
                var row = before.GetValueOrDefault(key) ?? BudgetRow.Of(key);
                foreach (var recorded in ours[key.ToString()]) row = row.After(recorded);
                changes.Put(Budgets, row.Cells());
            }
            return changes;
        }
    }
}

/// <summary>A budget's row.</summary>
internal sealed record BudgetRow(
    BudgetKey Key, long Version, DateTimeOffset At, long? Amount, string Currency, long Committed, long Spent, int WarnAt, BudgetPolicy Policy)
{
    private const decimal MostTaken = 1_000_000_000m;

    public BudgetLevel Level => Budget.LevelOf(Amount, Committed + Spent, WarnAt);

    public static BudgetRow Of(BudgetKey key) => new(key, 0, default, null, "", 0, 0, Budget.DefaultWarnAtPercent, BudgetPolicy.Escalate);

    public static BudgetRow Read(DbDataReader row) => new(
        new(row.GetString(0), row.GetString(1), BudgetKey.TryMonth(row.GetString(2), out var month) ? month : default), row.GetInt64(3), Stored.Time(row.GetInt64(4)), row.MaybeWhole(5),
        row.GetString(6), row.GetInt64(7), row.GetInt64(8), (int)row.GetInt64(9), row.GetInt64(10) == 1 ? BudgetPolicy.Block : BudgetPolicy.Escalate);

    public BudgetRow After(RecordedEvent recorded)
    {
        if (recorded.Version != Version + 1) throw new JournalCorruptException($"{recorded.Stream}: version {recorded.Version} follows {Version}.");
        var next = this with { Version = recorded.Version, At = recorded.At };
        return BudgetKind.Instance.Events.Read(recorded) switch
        {
            BudgetPut put => next with { Amount = decimal.ToInt64(put.Amount), Currency = put.Currency, WarnAt = put.WarnAtPercent, Policy = put.Policy },
            BudgetCommitted it => next with { Currency = it.Currency, Committed = Committed + decimal.ToInt64(it.Amount - it.Freed) },
            BudgetReleased it => next with { Committed = Committed - decimal.ToInt64(it.Freed) },
            BudgetSpent it => next with { Currency = it.Currency, Committed = Committed - decimal.ToInt64(it.FromCommitment), Spent = Spent + decimal.ToInt64(it.Amount) },
            _ => throw new JournalCorruptException($"The read model of budgets does not know what to do with '{recorded.Type}'."),
        };
    }

    public Cell[] Cells() =>
    [
        Key.Store, Key.Category, Key.MonthText, Version, Stored.Time(At), Amount, Currency, Committed, Spent, WarnAt, Stored.Flag(Policy == BudgetPolicy.Block), (long)Level, Taken(),
    ];

    private long Taken()
    {
        if (Amount is not { } amount || Committed + Spent <= 0) return 0;
        return amount == 0 ? (long)MostTaken : (long)Math.Min(MostTaken, (Committed + Spent) * 1_000m / amount);
    }
}
