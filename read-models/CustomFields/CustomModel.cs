using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>What masters and documents have in their custom fields, found by value.</summary>
public sealed class CustomModel : ReadModel
{
    private CustomModel() { }

    /// <summary>The one there is.</summary>
    public static CustomModel Instance { get; } = new();

    /// <summary>One row each; "id" is "target/id".</summary>
    internal static FoldedRows<CustomValues, CustomValuesEvent> Owners { get; } = new(CustomValuesKind.Instance, new(
        "custom_owners", [Column.Text("id")], FoldedRows<CustomValues, CustomValuesEvent>.Columns));

    /// <summary>One row for each value, and for each of its parts between commas, so that a checklist is found by a line. "number" is in millionths where the value is one.</summary>
    internal static Table Values { get; } = new(
        "custom_values",
        [Column.Text("target"), Column.Text("field"), Column.Text("owner"), Column.Text("value")],
        [Column.MaybeWhole("number")],
        ["target", "field", "value", "owner"], ["target", "field", "number", "owner"]);

    /// <inheritdoc />
    public override string Name => "custom-fields";

    /// <inheritdoc />
    public override int Version => 1;

    /// <inheritdoc />
    public override IReadOnlyList<Table> Tables => [Owners.Table, Values];

    /// <inheritdoc />
    public override IProjection Project() => new Projection();

    internal static long? NumberOf(string value) => FieldForm.NumberOf(value) is { } number && Math.Abs(number) <= FieldForm.MaxNumber && decimal.Round(number, FieldForm.MaxDecimals) == number
        ? decimal.ToInt64(number * 1_000_000)
        : null;

    private sealed class Projection : IProjection
    {
        public async ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel)
        {
            var changes = new RowChanges();
            foreach (var one in await Owners.Fold(batch, copy, cancel))
            {
                changes.Put(Owners.Table, Owners.Cells(one));
                var key = CustomValuesKey.Parse(one.Key);
                var target = CustomValuesKey.WordOf(key.Target);
                List<(string Field, string Value)> were = [.. Parts(one.Before?.State.Values ?? [])], are = [.. Parts(one.After.State.Values)];
                foreach (var (field, value) in were.Except(are)) changes.Remove(Values, target, field, key.Id, value);
                foreach (var (field, value) in are.Except(were)) changes.Put(Values, target, field, key.Id, value, NumberOf(value));
            }
            return changes;
        }

        private static IEnumerable<(string Field, string Value)> Parts(EquatableList<FieldValue> values) => values.SelectMany(
            one => one.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Append(one.Value).Distinct(StringComparer.Ordinal), (one, part) => (one.Field, part));
    }
}
