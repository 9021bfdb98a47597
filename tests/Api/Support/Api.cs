using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace BeautyGrains.Api.Tests;

/// <summary>An answer: status, headers and JSON body.</summary>
public sealed record Heard(int Status, JsonElement Body, HttpResponseMessage Raw)
{
    /// <summary>A member of the body.</summary>
    public JsonElement this[string name] => Body.GetProperty(name);

    public string Type => Body.TryGetProperty("type", out var type) ? type.GetString()! : "";

    public decimal Number(string name) => this[name].GetDecimal();

    public string Text(string name) => this[name].GetString()!;

    /// <summary>Names of the faulty fields.</summary>
    public IReadOnlyList<string> Faulty => [.. this["errors"].EnumerateObject().Select(faulty => faulty.Name)];

    public Heard Expect(int status)
    {
        Status.ShouldBe(status, Body.ValueKind == JsonValueKind.Undefined ? "" : Body.ToString());
        return this;
    }
}

/// <summary>Calls over HTTP, as a terminal makes them.</summary>
public sealed class Api : IDisposable
{
    private readonly HttpClient _http;

    public Api(string address, string? key)
    {
        _http = new() { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(100) };
        if (key is not null) _http.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public HttpClient Http => _http;

    public Task<Heard> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Heard> Put(string path, string? body = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, body, headers);

    public Task<Heard> Post(string path, string? body = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, body, headers);

    public Task<Heard> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public async Task<Heard> Send(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Send(request);
    }

    public async Task<Heard> Send(HttpRequestMessage request)
    {
        var response = await _http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new((int)response.StatusCode, isJson && bytes.Length > 0 ? JsonElement.Parse(bytes) : default, response);
    }

    /// <summary>A store and a SKU of their own, with that much stock in one lot "L1".</summary>
    public async Task<string> NewStock(string name, decimal quantity, string? expiresOn = null)
    {
        (await Put($"/v1/stores/S-{name}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        (await Put($"/v1/skus/K-{name}", """{"name":"Product","unit":"piece"}""")).Status.ShouldBeOneOf(200, 201);
        var path = $"/v1/stores/S-{name}/skus/K-{name}";
        if (quantity > 0)
        {
            var expiry = expiresOn is null ? "" : $",\"expiresOn\":\"{expiresOn}\"";
            (await Put($"{path}/receipts/first", FormattableString.Invariant($"{{\"quantity\":{quantity},\"lot\":\"L1\"{expiry}}}"))).Status.ShouldBeOneOf(200, 201);
        }
        return path;
    }

    /// <summary>A terminal's key.</summary>
    public async Task<(string Id, string Key)> NewKey(params string[] stores)
    {
        var list = stores.Length == 0 ? "" : ",\"stores\":" + JsonSerializer.Serialize(stores);
        var made = (await Post("/v1/keys", $"{{\"name\":\"terminal\"{list}}}")).Expect(201);
        return (made.Text("id"), made.Text("key"));
    }

    public void Dispose() => _http.Dispose();
}
