using System.Data.Common;
using System.Globalization;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.ReadModels.Search;

namespace BeautyGrains.ReadModels.Tests.Search;

/// <summary>The products' tables on a real database, filled by the real projection and asked as the API asks.</summary>
internal sealed class SearchBench(DbConnection connection, Dialect dialect, long generation = 1) : IAsyncDisposable
{
    private readonly IProjection _projection = ProductModel.Instance.Project();
    private long _position;

    public CopyTables Copy { get; } = new(connection, dialect, generation);

    public async Task<SearchBench> Create()
    {
        await connection.OpenAsync();
        if (dialect == Dialect.Postgres) await connection.Execute("CREATE SCHEMA IF NOT EXISTS read_models", default);
        await Copy.Create(ProductModel.Instance, default);
        return this;
    }

    public Task Put(string sku, SkuRecord record) => Put([(sku, record)]);

    public async Task Put(IReadOnlyList<(string Sku, SkuRecord Record)> products)
    {
        var batch = products.Select(product =>
        {
            var (type, payload) = SkuKind.Instance.Events.Write(new SkuPut(product.Record));
            var at = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero).AddSeconds(++_position);
            return new RecordedEvent(SkuKind.Instance.Stream(product.Sku), _position, new(0, _position), type, payload, at, "", "", default);
        }).ToList();
        await using var transaction = await connection.BeginTransactionAsync();
        await Copy.Write(await _projection.Apply(batch, Copy, default), default);
        await transaction.CommitAsync();
    }

    /// <summary>Codes of the first page, best first.</summary>
    public async Task<string> Find(string text) => string.Join(' ', (await Ask(text, ProductOrders.ByRelevance)).Page.Items.Select(found => found.Sku));

    public Task<ProductPage> Ask(string? text, Keyset order, int limit = 100, ListCursor? after = null, SearchMatch? match = null, ProductFilter? filter = null)
    {
        var query = text is null ? null : SearchQuery.Parse(text).Query ?? throw new ArgumentException(text, nameof(text));
        return new PageOfProducts(Copy, default, (filter ?? new()) with { Query = query }, order, after, limit, default).Find(match);
    }

    public async Task<long> Rows(Table table) =>
        (await connection.Query(string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM {Copy.Of(table)}"), row => row.GetInt64(0), default))[0];

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
