namespace BeautyGrains.Grains;

/// <summary>A line's refusal as a process writes it down; see <see cref="Refusal"/>.</summary>
public sealed record StoredRefusal(
    RefusalKind Kind,
    string? Field = null,
    string? Rule = null,
    string? Store = null,
    string? Sku = null,
    decimal? Available = null,
    string? Lot = null,
    string? State = null)
{
    /// <summary>To be written down; lines have no lines of their own.</summary>
    public static StoredRefusal Of(Refusal refusal) =>
        new(refusal.Kind, refusal.Field, refusal.Rule, refusal.Store, refusal.Sku, refusal.Available, refusal.Lot, refusal.State);

    /// <summary>As it was answered.</summary>
    public Refusal ToRefusal() => new(Kind, Field, Rule, Store, Sku, Available, Lot, State);
}
