namespace BeautyGrains.Contracts;

/// <summary>By which names substances go that clients are allergic to. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.ISafetyPolicyGrain")]
public interface ISafetyPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the table. The same content again changes nothing. Validation, StaleVersion.</summary>
    [Alias("Put")]
    Task<Answer<SafetyPolicyView>> Put(PutSafetyPolicy ask);

    /// <summary>The table; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<SafetyPolicyView> Get();
}

/// <summary>Asks to replace the table.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutSafetyPolicy")]
public sealed record PutSafetyPolicy(SafetyPolicy Policy, long? IfVersion, Caller By);

/// <summary>The table with its version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.SafetyPolicyView")]
public sealed record SafetyPolicyView(SafetyPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>The table.</summary>
/// <param name="Substances">At most 1,000.</param>
[GenerateSerializer, Immutable, Alias("bg.SafetyPolicy")]
public sealed record SafetyPolicy(EquatableList<Substance> Substances);

/// <summary>A substance, or a family of them, under all of its names: whoever is allergic to one is so to all.</summary>
/// <param name="Id">An id.</param>
/// <param name="Names">
/// 1 to 50 of at most 100 characters: INCI names, trivial ones, Chinese. A name is found where its words stand beside each other in an ingredient. "=" before it asks
/// for the whole ingredient, "*" before or behind it also finds it as the end or the beginning of a word.
/// </param>
[GenerateSerializer, Immutable, Alias("bg.Substance")]
public sealed record Substance(string Id, EquatableList<string> Names);

/// <summary>The rules of form of the table; the HTTP edge and the grain share them.</summary>
public static class SafetyForm
{
    /// <summary>Rows.</summary>
    public const int MaxSubstances = 1_000;

    /// <summary>Names of a row.</summary>
    public const int MaxNames = 50;

    /// <summary>Of a name.</summary>
    public const int MaxName = 100;

    /// <summary>Every rule that the table breaks, by field as in a request; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(SafetyPolicy policy)
    {
        var form = new FormRules();
        form.Bounded(policy.Substances.Count, MaxSubstances, "substances");
        for (var i = 0; i < Math.Min(policy.Substances.Count, MaxSubstances); i++)
        {
            var (row, field) = (policy.Substances[i], FormattableString.Invariant($"substances[{i}]"));
            form.Require(Limits.IsId(row.Id), $"{field}.id", "must-be-an-id");
            form.Require(row.Names.Count > 0, $"{field}.names", "must-not-be-empty");
            form.Bounded(row.Names.Count, MaxNames, $"{field}.names");
            for (var j = 0; j < Math.Min(row.Names.Count, MaxNames); j++) form.Needed(row.Names[j].Trim('=', '*'), MaxName, FormattableString.Invariant($"{field}.names[{j}]"));
        }
        form.Require(policy.Substances.Select(row => row.Id).Distinct(StringComparer.Ordinal).Count() == policy.Substances.Count, "substances", "must-be-unique");
        return form.Broken;
    }
}
