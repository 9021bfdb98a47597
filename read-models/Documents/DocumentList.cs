using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.ReadModels;

/// <summary>How a document belongs to something.</summary>
public enum DocumentTie
{
    /// <summary>It was put for it.</summary>
    Own,
    /// <summary>It was attached to it later.</summary>
    Attached,
    /// <summary>A record that never changes names it.</summary>
    Record,
}

/// <summary>A document and one thing that it belongs to.</summary>
public sealed record TiedDocument(DocumentSubject Subject, DocumentTie Via, DateTimeOffset At, DocumentView Document);

/// <summary>Documents by what they belong to.</summary>
public interface IDocumentList
{
    /// <summary>One page.</summary>
    /// <param name="subject">Null for every document once, with what it was put for.</param>
    /// <param name="order">One of <see cref="DocumentOrders"/>.</param>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<ListPage<TiedDocument>> Page(DocumentSubject? subject, Keyset order, ListCursor? after, int limit, CancellationToken cancel);

    /// <summary>Which of these hashes no document names, as far as the list has come.</summary>
    /// <exception cref="ReadModelNotReadyException">It is being built.</exception>
    Task<IReadOnlyList<string>> Unnamed(IReadOnlyCollection<string> hashes, CancellationToken cancel);
}

/// <summary>How documents may be ordered.</summary>
public static class DocumentOrders
{
    /// <summary>By when they were put.</summary>
    public static Keyset ByTime { get; } = new("at", false, Column.Whole("at"), Column.Text("document"), Column.Text("subject"), Column.Text("via"));
}

/// <summary>Answers from <see cref="DocumentModel"/>.</summary>
internal sealed class DocumentList(ReadModelReader reader) : IDocumentList
{
    public Task<ListPage<TiedDocument>> Page(DocumentSubject? subject, Keyset order, ListCursor? after, int limit, CancellationToken cancel) =>
        reader.Read(DocumentModel.Instance, async (copy, asOf) =>
        {
            var (rows, more) = await new PageQuery(DocumentModel.Ties, copy, order, after, limit).Is("subject", subject?.ToString()).Is("via", subject is null ? nameof(DocumentTie.Own) : null)
                .Run(row => (Subject: row.GetString(0), Document: row.GetString(1), Via: row.GetString(2), At: row.GetInt64(3)), cancel);
            var found = (await copy.ByKey(DocumentModel.Documents.Table, [.. rows.Select(row => row.Document).Distinct(StringComparer.Ordinal).Select(id => new object?[] { id })],
                row => (Id: row.GetString(0), State: DocumentModel.Documents.Read(row.GetInt64(1), row.GetInt64(2), row.GetString(3))), cancel)).ToDictionary(row => row.Id, row => row.State, StringComparer.Ordinal);
            return new ListPage<TiedDocument>(
                [.. rows.Select(row => new TiedDocument(DocumentSubject.TryParse(row.Subject)!, Enum.Parse<DocumentTie>(row.Via), Stored.Time(row.At), DocumentRules.ViewOf(row.Document, found[row.Document])))],
                more ? order.After(rows[^1].At, rows[^1].Document, rows[^1].Subject, rows[^1].Via) : null, asOf);
        }, cancel);

    public Task<IReadOnlyList<string>> Unnamed(IReadOnlyCollection<string> hashes, CancellationToken cancel) => reader.Read(DocumentModel.Instance, async (copy, _) =>
    {
        var named = await copy.By(DocumentModel.Documents.Table, [Column.Text("sha256")], [.. hashes.Select(hash => new object?[] { hash })], row => row.GetString(4), cancel);
        return (IReadOnlyList<string>)[.. hashes.Except(named, StringComparer.Ordinal)];
    }, cancel);
}
