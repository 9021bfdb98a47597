using System.Text.Json;

namespace BeautyGrains.Api.Tests;

/// <summary>Reads server-sent events as a listener does.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _lines = new(stream);
    }

    /// <summary>The last id seen.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>Comments seen.</summary>
    public int Beats { get; private set; }

    public static async Task<EventReader> Open(Api api, string query = "", string? lastEventId = null, string path = "/v1/events")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}{query}");
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var reader = new EventReader(response, await response.Content.ReadAsStreamAsync());
        // The first frame sets the id from which on nothing is missed.
        (await reader.Frame()).ShouldBeNull();
        return reader;
    }

    /// <summary>The next event's data; null at the end of the stream.</summary>
    public async Task<JsonElement?> Next()
    {
        while (true)
        {
            var frame = await Frame();
            if (frame is { Length: > 0 } data) return JsonElement.Parse(data);
            if (frame is "") return null;
        }
    }

    // Null for a frame without data, empty at the end.
    private async Task<string?> Frame()
    {
        string? data = null;
        while (await _lines.ReadLineAsync(_deadline.Token) is { } line)
        {
            if (line.Length == 0) return data;
            if (line.StartsWith("id: ", StringComparison.Ordinal)) LastId = line[4..];
            if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            if (line.StartsWith(':')) Beats++;
        }
        return "";
    }

    /// <summary>Waits for the next heart-beat comment.</summary>
    public async Task Beat()
    {
        var before = Beats;
        while (Beats == before) (await Frame()).ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        _deadline.Dispose();
        await Task.CompletedTask;
    }
}
