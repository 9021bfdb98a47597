using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Contract.Tests;

/// <summary>One place to keep things in, and a cluster that all tests of it share.</summary>
public abstract class Kept : IAsyncLifetime
{
    /// <summary>So short that a test sees several ticks.</summary>
    public static readonly TimeSpan ShortPeriod = TimeSpan.FromMilliseconds(250);

    private ContractCluster? _cluster;

    public ContractCluster Cluster => _cluster!;

    /// <summary>Settings of a cluster on an empty place of its own.</summary>
    public async Task<ClusterSettings> New() => new() { Keeping = Keeping, Place = await NewPlace(), MinimumReminderPeriod = ShortPeriod };

    public virtual async Task InitializeAsync() => _cluster = await ContractCluster.Start(await New());

    public virtual async Task DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    protected abstract Keeping Keeping { get; }

    protected abstract Task<string> NewPlace();
}

public sealed class KeptInMemory : Kept
{
    protected override Keeping Keeping => Keeping.Memory;

    protected override Task<string> NewPlace() => Task.FromResult("");
}

public sealed class KeptInPostgres : Kept
{
    private readonly PostgresServer _server = new();

    public override Task InitializeAsync() => PostgresServer.Missing is null ? base.InitializeAsync() : Task.CompletedTask;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    protected override Keeping Keeping => Keeping.Postgres;

    protected override Task<string> NewPlace() => _server.NewDatabase();
}

[CollectionDefinition(Name)]
public sealed class MemoryCases : ICollectionFixture<KeptInMemory>
{
    public const string Name = "kept in memory";
}

/// <summary>Tests that share one PostgreSQL server and a cluster on it.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCases : ICollectionFixture<KeptInPostgres>
{
    public const string Name = "kept in PostgreSQL";

    public const string Assembly = "BeautyGrains.Contract.Tests";
}
