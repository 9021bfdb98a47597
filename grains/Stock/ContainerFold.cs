namespace BeautyGrains.Grains;

/// <summary>How events change open containers. Never decides, never reads a clock.</summary>
public static class ContainerFold
{
    /// <summary>The open containers after an event.</summary>
    public static NamedSet<Container> Apply(NamedSet<Container> open, ContainerEvent happened, EventInfo info) => happened switch
    {
        ContainerOpened opened => open.With(Of(opened, info)),
        // What is told of one that has ended changes nothing more.
        _ when !open.TryGetValue(IdOf(happened), out _) => open,
        _ => After(open[IdOf(happened)], happened, info) is { } after ? open.With(after) : open.Without(IdOf(happened)),
    };

    /// <summary>The container that an event is about.</summary>
    public static string IdOf(ContainerEvent happened) => happened switch
    {
        ContainerOpened it => it.Id,
        ContainerReconstituted it => it.Container,
        ContainerMoved it => it.Container,
        ContainerClosed it => it.Id,
        _ => throw new InvalidOperationException($"No container is named by {happened.GetType().Name}."),
    };

    /// <summary>A container as its opening makes it.</summary>
    public static Container Of(ContainerOpened it, EventInfo info) => new(
        it.Id, it.Lot, it.LotNo, it.Kind, it.Unit, it.Content, it.Content, 0, 0, 0, it.Sharing, it.Sharing == SharingRule.ManyClients ? null : it.Client, info.At, info.Actor, it.UseBy,
        it.AfterReconstitution, null, null, null, null, it.Cost, it.Cost?.Amount ?? 0, it.Owner, it.Document, it.Serial, it.BodyHash, info.Version);

    /// <summary>A container after an event; null when that ends it.</summary>
    public static Container? After(Container before, ContainerEvent happened, EventInfo info) => happened switch
    {
        ContainerReconstituted it => before with
        {
            ReconstitutedAt = info.At, DiluentSku = it.DiluentSku, DiluentLot = it.DiluentLot, DiluentQuantity = it.DiluentQuantity, UseBy = it.UseBy, Version = info.Version,
        },
        ContainerMoved it => Move(before, it) with { Version = info.Version },
        ContainerClosed => null,
        _ => throw new InvalidOperationException($"No transition of a container for {happened.GetType().Name}."),
    };

    private static Container Move(Container before, ContainerMoved moved)
    {
        var after = before with { Remainder = moved.RemainderAfter, CostLeft = before.CostLeft - (moved.Cost?.Amount ?? 0) };
        return moved.Kind switch
        {
            // The first client is the one it is bound to.
            ContainerMoveKind.Use or ContainerMoveKind.Treatment => after with
            {
                Used = after.Used + moved.Quantity, Client = before.Sharing == SharingRule.ManyClients ? null : before.Client ?? moved.Client,
            },
            ContainerMoveKind.Count or ContainerMoveKind.Spill => after with { Lost = after.Lost + moved.Quantity },
            _ => after with { Scrapped = after.Scrapped + moved.Quantity },
        };
    }
}
