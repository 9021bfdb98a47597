using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Api.Http;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Lists;

/// <summary>
/// What all lists over read models share: order, place and size of a page. A cursor belongs to the call, its filters and its sort: it carries a
/// fingerprint of them.
/// </summary>
internal sealed class ListCall
{
    private const int FingerprintLength = 6;

    private readonly string _fingerprint;

    private ListCall(Keyset order, int limit, string fingerprint) => (Order, Limit, _fingerprint) = (order, limit, fingerprint);

    /// <summary>The order asked for.</summary>
    public Keyset Order { get; }

    /// <summary>Rows of the page: 1 to 500.</summary>
    public int Limit { get; }

    /// <summary>Where the page begins; null for the beginning.</summary>
    public ListCursor? After { get; private init; }

    /// <summary>What the call before this one noted in the cursor; empty for nothing.</summary>
    public string Note { get; private init; } = "";

    /// <summary>Reads ?sort=, ?cursor= and ?limit=; what is faulty goes to the check.</summary>
    /// <param name="orders">By the names that callers sort by; "-" before a name turns the order round. The first is the default.</param>
    public static ListCall Of(HttpContext http, Check check, string? sort, string? cursor, string? limit, params IReadOnlyList<(string Name, Keyset Order)> orders)
    {
        var order = OrderOf(check, sort, orders);
        var count = Page.LimitOf(check, limit);
        var fingerprint = Fingerprint(http);
        if (string.IsNullOrEmpty(cursor)) return new(order, count, fingerprint);
        var (note, place) = Open(cursor);
        if (place is null || !order.TryRead(place, out var after)) check.Add("cursor", place is null || IsOf(cursor, fingerprint) ? "unknown-cursor" : "cursor-of-another-query");
        else if (!IsOf(cursor, fingerprint)) check.Add("cursor", "cursor-of-another-query");
        else return new(order, count, fingerprint) { After = after, Note = note };
        return new(order, count, fingerprint);
    }

    /// <summary>The cursor of the next page; null when this was the last.</summary>
    /// <param name="note">One word for the next call.</param>
    public string? Next(ListCursor? next, string note = "") => next is null ? null : $"{_fingerprint}{note}.{next}";

    private static Keyset OrderOf(Check check, string? sort, IReadOnlyList<(string Name, Keyset Order)> orders)
    {
        var descending = sort?.StartsWith('-') == true;
        foreach (var (name, order) in orders)
            if (sort is null || sort.AsSpan(descending ? 1 : 0).SequenceEqual(name)) return descending ? order with { Name = "-" + order.Name, Descending = !order.Descending } : order;
        check.Add("sort", "must-be-one-of:" + string.Join(",", orders.Select(order => order.Name)));
        return orders[0].Order;
    }

    private static bool IsOf(string cursor, string fingerprint) => cursor.StartsWith(fingerprint, StringComparison.Ordinal);

    // "fingerprint note . place": all of it letters, digits, '-' and '_' but for the dot.
    private static (string Note, string? Place) Open(string cursor) =>
        cursor.IndexOf('.', StringComparison.Ordinal) is var dot && dot < Base64Url.GetEncodedLength(FingerprintLength)
            ? ("", null)
            : (cursor[Base64Url.GetEncodedLength(FingerprintLength)..dot], cursor[(dot + 1)..]);

    private static string Fingerprint(HttpContext http)
    {
        var text = new StringBuilder(http.Request.Path.Value);
        foreach (var (name, value) in http.Request.Query.OrderBy(one => one.Key, StringComparer.Ordinal))
            if (name is not ("cursor" or "limit")) text.Append(CultureInfo.InvariantCulture, $"\n{name}\n{value}");
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, FingerprintLength));
    }
}
