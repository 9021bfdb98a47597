namespace BeautyGrains.Contracts;

/// <summary>Open containers stand in the stock that they came out of, beside what is sealed: lots, their status and their expiry are known there.</summary>
public partial interface IStockGrain
{
    /// <summary>Takes one sealed unit out and opens it; see <see cref="OpenContainer"/>.</summary>
    [Alias("OpenContainer")]
    Task<Answer<ContainerView>> OpenContainer(OpenContainer ask);

    /// <summary>Notes that a container's content was reconstituted.</summary>
    [Alias("ReconstituteContainer")]
    Task<Answer<ContainerView>> ReconstituteContainer(ReconstituteContainer ask);

    /// <summary>Uses some of a container.</summary>
    [Alias("UseContainer")]
    Task<Answer<ContainerMoveView>> UseContainer(UseContainer ask);

    /// <summary>Scraps some or all of a container.</summary>
    [Alias("ScrapContainer")]
    Task<Answer<ContainerMoveView>> ScrapContainer(ScrapContainer ask);

    /// <summary>Posts the variance between a count of a container and the book.</summary>
    [Alias("CountContainer")]
    Task<Answer<ContainerMoveView>> CountContainer(CountContainer ask);

    /// <summary>Records what has physically happened to a container; never refused for what the book says.</summary>
    [Alias("RecordContainerFact")]
    Task<Answer<ContainerMoveView>> RecordContainerFact(RecordContainerFact ask);

    /// <summary>Scraps what is left in containers past their use-by, a bounded number of them, and tells which; call again until none is told.</summary>
    [Alias("ScrapExpiredContainers")]
    Task<ImmutableArray<ContainerMoveView>> ScrapExpiredContainers(Caller by);

    /// <summary>A container, open or remembered.</summary>
    [ReadOnly, Alias("GetContainer")]
    Task<Answer<ContainerView>> GetContainer(string id);

    /// <summary>All open containers, earliest use-by first.</summary>
    [ReadOnly, Alias("GetContainers")]
    Task<ImmutableArray<ContainerView>> GetContainers();

    /// <summary>The open containers that may be used now, for that client where one is named, else for anybody; earliest use-by first. Testers are not among them.</summary>
    [ReadOnly, Alias("OfferContainers")]
    Task<ImmutableArray<ContainerView>> OfferContainers(string? client);
}
