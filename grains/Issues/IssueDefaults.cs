namespace BeautyGrains.Grains;

/// <summary>The tables until somebody puts others. Data, not rules: an account for each use by habit, and no quotas.</summary>
public static class IssueDefaults
{
    /// <summary>The tables.</summary>
    public static IssuePolicy Policy { get; } = new(
        [
            new("marketing", "Marketing", "市场推广", [MovementKind.Gift, MovementKind.Sample, MovementKind.Tester]),
            new("store-supplies", "Store supplies", "门店自用", [MovementKind.InternalUse]),
            new("training", "Training", "培训", [MovementKind.Training]),
            new("staff-benefits", "Staff benefits", "员工福利", [MovementKind.StaffPurchase]),
        ],
        []);
}
