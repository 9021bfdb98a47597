using BeautyGrains.Contracts;

namespace BeautyGrains.ReadModels;

/// <summary>Which receiving records.</summary>
/// <param name="Stores">Null for all.</param>
/// <param name="From">Received on that day or later; null for all.</param>
/// <param name="Through">Received on that day or earlier; null for all.</param>
public sealed record ReceivingRecordFilter(
    IReadOnlyCollection<string>? Stores = null, string? Sku = null, string? Lot = null, string? Supplier = null, DateOnly? From = null, DateOnly? Through = null);

/// <summary>One statutory receiving record, and where it comes from.</summary>
/// <param name="Place">Of the lot within its receipt, from 0.</param>
/// <param name="TakenIn">What the stock took in of it.</param>
public sealed record ReceivingRecordLine(string Receipt, int Place, string Order, string Store, decimal TakenIn, ReceivingRecord Record);

/// <summary>The statutory receiving records of receipts that are over.</summary>
public interface IReceivingRecords
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="ReceivingRecordOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<ReceivingRecordLine>> Page(ReceivingRecordFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How receiving records may be ordered.</summary>
public static class ReceivingRecordOrders
{
    /// <summary>First received first.</summary>
    public static Keyset ByDay { get; } = new("receivedOn", false, Column.Whole("received_on"), Column.Text("id"), Column.Whole("place"));
}

internal sealed class ReceivingRecords(ReadModelReader reader) : IReceivingRecords
{
    public Task<ListPage<ReceivingRecordLine>> Page(ReceivingRecordFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BuyingModel.Records, copy, order, after, limit)
                .InStores(filter.Stores).Is("sku", filter.Sku).Is("lot", filter.Lot).Is("supplier", filter.Supplier)
                .If(filter.From is not null, "t.received_on >= @from", ("@from", (long)(filter.From?.DayNumber ?? 0)))
                .If(filter.Through is not null, "t.received_on <= @through", ("@through", (long)(filter.Through?.DayNumber ?? 0)))
                .Run(row => (Id: row.GetString(0), Place: row.GetInt32(1), Day: row.GetInt64(6)), cancel);
            // The record stands in its receipt, once.
            var receipts = (await copy.ByKey(
                BuyingModel.Receipts.Table, [.. rows.Select(row => row.Id).Distinct(StringComparer.Ordinal).Select(id => new object?[] { id })],
                row => (Id: row.GetString(0), Receipt: BuyingModel.Receipts.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3)).State), cancel)).ToDictionary(row => row.Id, row => row.Receipt, StringComparer.Ordinal);
            var lines = rows.ConvertAll(row =>
            {
                var receipt = receipts[row.Id];
                return new ReceivingRecordLine(
                    row.Id, row.Place, receipt.Order, receipt.Store, receipt.Stocked.Where(one => one.Place == row.Place).Sum(one => one.TakenIn), receipt.Lots.First(lot => lot.Place == row.Place).Record);
            });
            return new ListPage<ReceivingRecordLine>(lines, more ? order.After(rows[^1].Day, rows[^1].Id, (long)rows[^1].Place) : null, asOf);
        }, cancel);
}
