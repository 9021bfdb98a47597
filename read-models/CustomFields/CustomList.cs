using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>What is looked for in one field; all bounds that are given must hold.</summary>
/// <param name="Value">Exactly; with checklists one ticked line.</param>
/// <param name="Contains">A part of it, case and all.</param>
/// <param name="From">Inclusive: a number, or a day.</param>
/// <param name="Through">Inclusive.</param>
public sealed record CustomMatch(string Field, string? Value = null, string? Contains = null, string? From = null, string? Through = null);

/// <summary>Custom values over masters and documents.</summary>
public interface ICustomList
{
    /// <summary>One page.</summary>
    /// <param name="match">Null for all that have any.</param>
    /// <param name="order">One of <see cref="CustomOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<CustomLine>> Page(FieldTarget target, CustomMatch? match, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>Ids of all that match, in order; null where they are more than <paramref name="most"/>.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyCollection<string>?> Ids(FieldTarget target, CustomMatch match, int most, CancellationToken cancel);

    /// <summary>What some of them have; those that have nothing are not in it.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyDictionary<string, EquatableList<FieldValue>>> Of(FieldTarget target, IReadOnlyCollection<string> ids, CancellationToken cancel);
}

/// <summary>What one master or document has.</summary>
public sealed record CustomLine(string Id, EquatableList<FieldValue> Values, DateTimeOffset ChangedAt, long Version);

/// <summary>How custom values may be ordered.</summary>
public static class CustomOrders
{
    /// <summary>By id.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));
}

/// <summary>Answers from <see cref="CustomModel"/>.</summary>
internal sealed class CustomList(ReadModelReader reader) : ICustomList
{
    public Task<ListPage<CustomLine>> Page(FieldTarget target, CustomMatch? match, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(CustomModel.Instance, async (copy, asOf) =>
        {
            var prefix = CustomValuesKey.WordOf(target) + "/";
            var (rows, more) = await new PageQuery(CustomModel.Owners.Table, copy, order, after, limit)
                // Behind '/' comes '0'.
                .If(true, "t.id >= @first AND t.id < @last", ("@first", prefix), ("@last", prefix[..^1] + "0"))
                .If(match is not null, $"EXISTS (SELECT 1 FROM {copy.Of(CustomModel.Values)} AS v WHERE v.owner = substr(t.id, {prefix.Length + 1}) AND {Where(match)})", Parameters(target, match))
                .Run(row => (Key: row.GetString(0), State: CustomModel.Owners.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel);
            return new ListPage<CustomLine>(
                rows.ConvertAll(row => new CustomLine(row.Key[prefix.Length..], row.State.State.Values, row.State.At, row.State.Version)), more ? order.After(rows[^1].Key) : null, asOf);
        }, cancel);

    public Task<IReadOnlyCollection<string>?> Ids(FieldTarget target, CustomMatch match, int most, CancellationToken cancel) =>
        reader.Read(CustomModel.Instance, async (copy, _) =>
        {
            var found = await copy.Connection.Query(
                $"SELECT DISTINCT v.owner FROM {copy.Of(CustomModel.Values)} AS v WHERE {Where(match)} ORDER BY v.owner LIMIT {most + 1}", row => row.GetString(0), cancel, [.. Parameters(target, match)]);
            return (IReadOnlyCollection<string>?)(found.Count > most ? null : found);
        }, cancel);

    public Task<IReadOnlyDictionary<string, EquatableList<FieldValue>>> Of(FieldTarget target, IReadOnlyCollection<string> ids, CancellationToken cancel) =>
        reader.Read(CustomModel.Instance, async (copy, _) => (IReadOnlyDictionary<string, EquatableList<FieldValue>>)(await copy.ByKey(
            CustomModel.Owners.Table, [.. ids.Select(id => new object?[] { new CustomValuesKey(target, id).ToString() })],
            row => (CustomValuesKey.Parse(row.GetString(0)).Id, CustomModel.Owners.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3)).State.Values), cancel))
            .ToDictionary(row => row.Id, row => row.Values, StringComparer.Ordinal), cancel);

    private static string Where(CustomMatch? match) => string.Join(" AND ", ((string?[])
    [
        "v.target = @target AND v.field = @field",
        match?.Value is null ? null : "v.value = @value",
        // LIKE minds case in one of the databases alone.
        match?.Contains is null ? null : "replace(v.value, @part, '') <> v.value",
        Bound(match?.From, ">=", "@from"),
        Bound(match?.Through, "<=", "@through"),
    ]).OfType<string>());

    // Days sort as texts do; numbers by their own column.
    private static string? Bound(string? bound, string compare, string name) => bound is null ? null : CustomModel.NumberOf(bound) is null ? $"v.value {compare} {name}" : $"v.number {compare} {name}";

    private static IEnumerable<(string, object)> Parameters(FieldTarget target, CustomMatch? match)
    {
        if (match is null) yield break;
        yield return ("@target", CustomValuesKey.WordOf(target));
        yield return ("@field", match.Field);
        if (match.Value is { } value) yield return ("@value", value);
        if (match.Contains is { } part) yield return ("@part", part);
        if (match.From is { } from) yield return ("@from", CustomModel.NumberOf(from) is { } least ? (object)least : from);
        if (match.Through is { } through) yield return ("@through", CustomModel.NumberOf(through) is { } most ? (object)most : through);
    }
}

/// <summary>Who has put what into the custom fields of one master or document, read from the journal.</summary>
public sealed class CustomHistory(BeautyGrains.Journal.IJournal journal)
{
    /// <summary>What was put after a version, oldest first.</summary>
    /// <param name="limit">1 to 500.</param>
    public async Task<IReadOnlyList<CustomStep>> Page(CustomValuesKey owner, long afterVersion, int limit, CancellationToken cancel) =>
        [.. (await journal.ReadPage(CustomValuesKind.Instance.Stream(owner.ToString()), afterVersion, [], limit, cancel)).Select(recorded => new CustomStep(
            recorded.Version, recorded.At, recorded.Actor, ((CustomValuesPut)CustomValuesKind.Instance.Events.Read(recorded)).Values))];
}

/// <summary>What was put once.</summary>
public sealed record CustomStep(long Version, DateTimeOffset At, string Actor, EquatableList<FieldValue> Values);
