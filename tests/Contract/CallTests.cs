using BeautyGrains.Contract.Tests.Grains;

namespace BeautyGrains.Contract.Tests;

/// <summary>The plainest of clusters.</summary>
public sealed class PlainCluster : IAsyncLifetime
{
    public ContractCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await ContractCluster.Start(new());

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();
}

public sealed class CallTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    [Fact]
    public async Task Calls_of_one_key_reach_one_activation()
    {
        var grain = plain.Cluster.Grains.GetGrain<ICountingGrain>("one");
        (await grain.Add()).ShouldBe(1);
        (await plain.Cluster.Grains.GetGrain<ICountingGrain>("one").Add()).ShouldBe(2);
        (await plain.Cluster.Grains.GetGrain<ICountingGrain>("other").Add()).ShouldBe(1);
    }

    [Fact]
    public async Task An_activation_that_ends_is_followed_by_a_new_one()
    {
        var grain = plain.Cluster.Grains.GetGrain<ICountingGrain>("ends");
        await grain.Add();
        await grain.End();
        await ContractCluster.Until(async () => await grain.Add() == 1, "a new activation");
    }
}
