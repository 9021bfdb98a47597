using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which pick lists.</summary>
/// <param name="Stores">Null for all.</param>
public sealed record PickListFilter(IReadOnlyCollection<string>? Stores = null, PickListState? State = null, string? Person = null);

/// <summary>Pick lists over all stores.</summary>
public interface IPickListList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="PickListOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<PickListView>> Page(PickListFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>What lists of a store that are not over fetch.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlySet<PickSource>> Fetched(string store, CancellationToken cancel);
}

/// <summary>How pick lists may be ordered.</summary>
public static class PickListOrders
{
    /// <summary>By store, then id.</summary>
    public static Keyset ByStore { get; } = new("store", false, Column.Text("id"));
}

/// <summary>Answers from <see cref="PlaceModel"/>.</summary>
internal sealed class PickListList(ReadModelReader reader) : IPickListList
{
    private const int PageSize = 500;

    public Task<ListPage<PickListView>> Page(PickListFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(PlaceModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(PlaceModel.PickLists.Table, copy, order, after, limit)
                .InStores(filter.Stores).Is("status", filter.State?.ToString()).Is("person", filter.Person)
                .Run(row => PickListRules.ViewOf(row.GetString(0), PlaceModel.PickLists.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel);
            return new ListPage<PickListView>(rows, more ? order.After($"{rows[^1].Store}/{rows[^1].Id}") : null, asOf);
        }, cancel);

    public async Task<IReadOnlySet<PickSource>> Fetched(string store, CancellationToken cancel)
    {
        var fetched = new HashSet<PickSource>();
        foreach (var state in new[] { PickListState.Open, PickListState.Taking, PickListState.Losing, PickListState.Replanning })
        {
            for (ListCursor? after = null; ;)
            {
                var page = await Page(new([store], state), PickListOrders.ByStore, after, PageSize, cancel);
                fetched.UnionWith(page.Items.SelectMany(list => list.Lines).Select(line => new PickSource(line.Sku, line.Reservation)));
                if (page.Next is null) break;
                after = page.Next;
            }
        }

        return fetched;
    }
}
