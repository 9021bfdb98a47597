namespace BeautyGrains.Contracts;

/// <summary>What becomes what: a bill of materials. Key: the recipe's id.</summary>
[Alias("bg.IRecipeGrain")]
public interface IRecipeGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the record. The same content again changes nothing. Validation, UnknownSku, RepackNotAllowed where cosmetics would be mixed.</summary>
    [Alias("Put")]
    Task<Answer<RecipeView>> Put(PutRecipe ask);

    /// <summary>The record, or null.</summary>
    [ReadOnly, Alias("Get")]
    Task<RecipeView?> Get();
}

/// <summary>Asks to create or replace a recipe.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutRecipe")]
public sealed record PutRecipe(RecipeRecord Record, long? IfVersion, Caller By);

/// <summary>A recipe with its id and version.</summary>
[GenerateSerializer, Immutable, Alias("bg.RecipeView")]
public sealed record RecipeView(string Recipe, RecipeRecord Record, DateTimeOffset ChangedAt, long Version);

/// <summary>A recipe.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Bills">1 to 100; of those that count on a day the one that began last.</param>
[GenerateSerializer, Immutable, Alias("bg.RecipeRecord")]
public sealed record RecipeRecord(string Name, string? NameZh, EquatableList<Bill> Bills, bool Active = true);

/// <summary>What becomes what while it counts, by the store's calendar.</summary>
/// <param name="Inputs">1 to 50, each SKU once.</param>
/// <param name="Outputs">1 to 50, each SKU once, none of the inputs.</param>
[GenerateSerializer, Immutable, Alias("bg.Bill")]
public sealed record Bill(EquatableList<BillLine> Inputs, EquatableList<BillLine> Outputs, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);

/// <summary>One SKU of a bill.</summary>
/// <param name="Quantity">For the recipe once, in the base unit: above 0, at most 3 decimals.</param>
/// <param name="Share">Its weight in sharing out the cost, 0 to 1,000,000 with at most 6 decimals; null for its quantity. Where any line names one, all do.</param>
/// <param name="Packaging">Among inputs: it wraps the goods. Its cost counts, its expiry does not, and dismantling does not give it back.</param>
[GenerateSerializer, Immutable, Alias("bg.BillLine")]
public sealed record BillLine(string Sku, decimal Quantity, decimal? Share = null, bool Packaging = false);

/// <summary>What a bill does to goods.</summary>
[GenerateSerializer, Alias("bg.RepackKind")]
public enum RepackKind
{
    /// <summary>One product becomes one or more: a pack is broken up.</summary>
    Split,
    /// <summary>Whole units of several products lie together in one, each as it was.</summary>
    Kit,
    /// <summary>Contents of several products go into one, or parts of units.</summary>
    Mix,
}

/// <summary>Which goods may be repacked how. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IRepackPolicyGrain")]
public interface IRepackPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the table. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<RepackPolicyView>> Put(PutRepackPolicy ask);

    /// <summary>The table; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<RepackPolicyView> Get();
}

/// <summary>Asks to replace the table.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutRepackPolicy")]
public sealed record PutRepackPolicy(RepackPolicy Policy, long? IfVersion, Caller By);

/// <summary>The table with its version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.RepackPolicyView")]
public sealed record RepackPolicyView(RepackPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>The table. A category without a row that counts on the day may not be repacked.</summary>
/// <param name="Rules">At most 200.</param>
[GenerateSerializer, Immutable, Alias("bg.RepackPolicy")]
public sealed record RepackPolicy(EquatableList<RepackRule> Rules);

/// <summary>How goods of a category may be repacked; of the rows that count the one that began last. Cosmetics are never mixed.</summary>
[GenerateSerializer, Immutable, Alias("bg.RepackRule")]
public sealed record RepackRule(GoodsCategory Category, EquatableList<RepackKind> Kinds, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);
