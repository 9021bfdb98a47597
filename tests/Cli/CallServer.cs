using System.Net.Http.Headers;
using System.Text;
using BeautyGrains.Silo;
using Microsoft.AspNetCore.Builder;

namespace BeautyGrains.Cli.Tests;

/// <summary>A running server with a store, a product and a supplier, for verbs that talk to one.</summary>
public sealed class CallServer : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebApplication? _app;

    internal string Url { get; private set; } = "";

    internal string KeyFile => Path.Combine(_folder.Data, "admin.key");

    internal HttpClient Http { get; } = new();

    internal string Write(string name, string text) => _folder.Write(name, text);

    internal string Folder => _folder.Data;

    internal string Root => _folder.Root;

    /// <summary>Runs a verb against the server.</summary>
    internal Task<(int Code, string Output, string Error)> Run(params string[] args) => Verb.Run([.. args, .. (string[])(args[0] == "people" ? [] : ["--lang", "en"]), "--url", Url, "--key-file", KeyFile]);

    internal async Task Put(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var heard = await Http.PutAsync(Url + path, content);
        heard.IsSuccessStatusCode.ShouldBeTrue(await heard.Content.ReadAsStringAsync());
    }

    public async Task InitializeAsync()
    {
        _app = BeautyHost.Build(["--data", _folder.Data, "--urls", "http://127.0.0.1:0"]);
        await _app.StartAsync();
        Url = BeautyHost.AddressOf(_app);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(KeyFile)).Trim());
        await Put("/v1/stores/SH-1", """{"name":"Shanghai One","nameZh":"上海一店","timeZone":"Asia/Shanghai"}""");
        await Put("/v1/skus/SERUM", """{"name":"Serum","nameZh":"玻尿酸精华","unit":"bottle","category":"skin"}""");
        await Put("/v1/suppliers/S-1", """{"name":"上海美妆有限公司","currency":"CNY","qualifications":[{"kind":"business-licence","number":"N"}],"prices":[{"sku":"SERUM","unitPrice":1050}]}""");
        await Put("/v1/suppliers/S-2", """{"name":"Paris","currency":"CNY","prices":[{"sku":"SERUM","unitPrice":2000}]}""");
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        _folder.Dispose();
    }
}
