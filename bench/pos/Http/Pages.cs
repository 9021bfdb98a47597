using System.Runtime.CompilerServices;
using System.Text.Json;
using BeautyGrains.Bench.Pos.Views;

namespace BeautyGrains.Bench.Pos.Http;

/// <summary>The server answered a read with something else than what was asked for.</summary>
public sealed class ReadFailedException(string message) : Exception(message);

/// <summary>Reads what the server has; tries again while it is away or busy.</summary>
/// <param name="patience">How long one read is tried.</param>
public sealed class Pages(Wire wire, TimeSpan patience)
{
    private const int PageSize = 200;

    /// <summary>One thing, or null when it does not exist.</summary>
    /// <exception cref="ReadFailedException">The server refuses, or is not there in time.</exception>
    public async Task<JsonElement?> Get(string path, CancellationToken stop)
    {
        var last = DateTimeOffset.UtcNow + patience;
        while (true)
        {
            var reply = await wire.Get(path, stop);
            if (reply.IsAcknowledged) return reply.Body;
            if (reply.Status == 404) return null;
            if (reply.IsRefused || DateTimeOffset.UtcNow > last) throw new ReadFailedException($"GET {path}: {reply.Trouble ?? $"{reply.Status} {reply.ProblemType}"}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }
    }

    /// <summary>All items of a list, page by page.</summary>
    public async IAsyncEnumerable<JsonElement> All(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var cursor = ""; ;)
        {
            var page = await Get($"{path}?limit={PageSize}{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}", stop);
            foreach (var item in page?.List("items") ?? []) yield return item;
            cursor = page?.Text("cursor") ?? "";
            if (cursor.Length == 0) yield break;
        }
    }
}
