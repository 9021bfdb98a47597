using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>Which invoices.</summary>
/// <param name="Order">The purchase order; null for all.</param>
/// <param name="From">Issued on that day or later; null for all.</param>
/// <param name="Through">Issued on that day or earlier; null for all.</param>
public sealed record InvoiceFilter(string? Supplier = null, string? Order = null, InvoiceState? State = null, DateOnly? From = null, DateOnly? Through = null);

/// <summary>Suppliers' invoices.</summary>
public interface IInvoiceList
{
    /// <summary>One page.</summary>
    /// <param name="order">One of <see cref="InvoiceOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<InvoiceView>> Page(InvoiceFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel);
}

/// <summary>How invoices may be ordered.</summary>
public static class InvoiceOrders
{
    /// <summary>First issued first.</summary>
    public static Keyset ByDay { get; } = new("issuedOn", false, Column.Whole("issued_on"), Column.Text("id"));

    /// <summary>By supplier and number.</summary>
    public static Keyset ById { get; } = new("id", false, Column.Text("id"));
}

internal sealed class InvoiceList(ReadModelReader reader) : IInvoiceList
{
    public Task<ListPage<InvoiceView>> Page(InvoiceFilter filter, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(BuyingModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(BuyingModel.Invoices.Table, copy, order, after, limit)
                .Is("supplier", filter.Supplier).Is("source", filter.Order).Is("status", filter.State?.ToString())
                .If(filter.From is not null, "t.issued_on >= @from", ("@from", (long)(filter.From?.DayNumber ?? 0)))
                .If(filter.Through is not null, "t.issued_on <= @through", ("@through", (long)(filter.Through?.DayNumber ?? 0)))
                .Run(row => InvoiceRules.ViewOf(row.GetString(0), BuyingModel.Invoices.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel);
            return new ListPage<InvoiceView>(
                rows, more ? order == InvoiceOrders.ByDay ? order.After((long)rows[^1].IssuedOn.DayNumber, Id(rows[^1])) : order.After(Id(rows[^1])) : null, asOf);
        }, cancel);

    private static string Id(InvoiceView invoice) => new InvoiceKey(invoice.Supplier, invoice.Number).ToString();
}
