using BeautyGrains.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

/// <summary>The real host in this process: Kestrel on a free port, engine, SQLite journal in a folder of its own.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly string _folder;

    private ApiServer(WebApplication app, string folder)
    {
        App = app;
        _folder = folder;
        Admin = With(File.ReadAllText(Path.Combine(folder, "admin.key")).Trim());
    }

    public WebApplication App { get; }

    /// <summary>Calls with the administrator's key.</summary>
    public Api Admin { get; }

    public string Folder => _folder;

    /// <summary>Starts a host.</summary>
    /// <param name="clock">Null for the machine's.</param>
    /// <param name="configure">Last word on the services.</param>
    /// <param name="folder">A folder with data of an earlier host; null for a new one.</param>
    /// <param name="settings">More settings, as on the command line.</param>
    public static async Task<ApiServer> Start(TimeProvider? clock = null, string? folder = null, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        folder ??= Directory.CreateTempSubdirectory("beauty-api-").FullName;
        var app = BeautyHost.Build(["--urls", "http://127.0.0.1:0", "--data", folder, .. settings], services =>
        {
            if (clock is not null) services.AddSingleton(clock);
            configure?.Invoke(services);
        });
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new(app, folder);
    }

    /// <summary>Calls with a key; null for none.</summary>
    public Api With(string? key) => new(BeautyHost.AddressOf(App), key);

    /// <summary>Stops the host and leaves its folder.</summary>
    public async Task Stop()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>One host for many tests; each works with stores and SKUs of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public ApiServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ApiServer.Start();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit calls it a collection.
public sealed class ServerCollection : ICollectionFixture<SharedServer>
#pragma warning restore CA1711
{
    public const string Name = "server";
}
