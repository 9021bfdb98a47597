using BeautyGrains.Api.Access;
using BeautyGrains.ReadModels;
using BeautyGrains.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class StoreRegionsTests(SharedServer shared)
{
    [Fact]
    public async Task What_was_known_of_regions_serves_on_while_the_journal_cannot_be_read()
    {
        var journal = new FaultyJournal();
        StoreRegions Regions() => new(shared.Server.App.Services.GetRequiredService<IGrainFactory>(), new StreamDirectory(journal), TimeProvider.System);
        var regions = Regions();
        var known = await regions.All();
        await journal.DisposeAsync();
        regions.Forget();
        (await regions.All()).ShouldBeSameAs(known);
        await Should.ThrowAsync<Exception>(async () => await Regions().All());
    }
}
