using BeautyGrains.Api.Access;

namespace BeautyGrains.Api.Containers;

/// <summary>What containers cost is told to whoever may read cost prices.</summary>
internal static class ContainerCost
{
    /// <summary>The container as the caller may see it.</summary>
    public static ContainerView SeenBy(this ContainerView view, Identity identity) => identity.SeesCost ? view : view with { Cost = null, CostLeft = null };

    /// <summary>The change as the caller may see it.</summary>
    public static ContainerMoveView SeenBy(this ContainerMoveView view, Identity identity) => identity.SeesCost ? view : view with { Cost = null };
}
