using BeautyGrains.Api.Access;
using BeautyGrains.Contracts;
using BeautyGrains.Engine;
using BeautyGrains.Grains;
using BeautyGrains.Journal;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace BeautyGrains.Api.Tests;

/// <summary>The first administrator where several processes of a cluster start at once.</summary>
public sealed class BootstrapTests : IAsyncLifetime
{
    private readonly string[] _folders = [.. Enumerable.Range(0, 3).Select(_ => Directory.CreateTempSubdirectory("beauty-first-").FullName)];
    private readonly FaultyJournal _journal = new();
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton<IJournal>(_journal).AddSingleton(TimeProvider.System).AddSingleton(TaskScheduler.Default)
            .AddBeautyGrains().AddEmbeddedEngine(engine => engine.GrainAssemblies.Add(typeof(AggregateOptions).Assembly)).BuildServiceProvider();
        await _services.GetRequiredService<EmbeddedEngine>().StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _journal.Release();
        await _services.DisposeAsync();
        await _journal.DisposeAsync();
        foreach (var folder in _folders) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_one_makes_the_administrator_and_the_others_find_it()
    {
        var grains = _services.GetRequiredService<IGrainFactory>();
        // All have looked before any has written.
        _journal.Hang();
        var starts = _folders.Select(folder => new AccessBootstrap(grains, new ConfigurationBuilder().Build()).EnsureAdministrator(folder)).ToArray();
        await Waiting.Until(() => _folders.All(folder => File.Exists(Path.Combine(folder, "admin.key"))), "each has made a secret");
        _journal.Release();
        var files = await Task.WhenAll(starts);

        var file = files.Single(path => path is not null).ShouldNotBeNull();
        _folders.Count(folder => File.Exists(Path.Combine(folder, "admin.key"))).ShouldBe(1);
        var key = (await grains.GetGrain<IAccessGrain>("access").GetKeys()).Keys.ShouldHaveSingleItem();
        key.SecretHash.ShouldBe(Secrets.Hash((await File.ReadAllTextAsync(file)).Trim()));
    }
}
