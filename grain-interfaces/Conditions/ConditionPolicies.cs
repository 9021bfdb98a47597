namespace BeautyGrains.Contracts;

/// <summary>What climate goods need, and how much of another they bear. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IConditionPolicyGrain")]
public interface IConditionPolicyGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the tables. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<ConditionPolicyView>> Put(PutConditionPolicy ask);

    /// <summary>The tables; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<ConditionPolicyView> Get();
}

/// <summary>Asks to replace the tables.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutConditionPolicy")]
public sealed record PutConditionPolicy(ConditionPolicy Policy, long? IfVersion, Caller By);

/// <summary>The tables with their version.</summary>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.ConditionPolicyView")]
public sealed record ConditionPolicyView(ConditionPolicy Policy, DateTimeOffset ChangedAt, long Version);

/// <summary>The tables. A row counts from its first to its last day, in UTC; either may be open; of the rows that fit, one that names a zone comes first, then the one that began last.</summary>
/// <param name="Rules">At most 200.</param>
/// <param name="Activation">Of mean kinetic temperature; at most 20.</param>
[GenerateSerializer, Immutable, Alias("bg.ConditionPolicy")]
public sealed record ConditionPolicy(EquatableList<ConditionRule> Rules, EquatableList<ActivationEnergy> Activation);

/// <summary>What goods of a storage class need.</summary>
/// <param name="Zone">Id of zones for which alone it holds; null for all.</param>
/// <param name="MinCelsius">Still good; null for no bound. So for the other bounds.</param>
/// <param name="ToleranceMinutes">An excursion of at most so long is put up with: 0 to 100,000.</param>
/// <param name="SpikeMinCelsius">Below it nothing is put up with; null for no bound.</param>
/// <param name="SpikeMaxCelsius">Above it nothing is put up with; null for no bound.</param>
/// <param name="MeanKineticCelsius">A longer one that is too warm is put up with as long as the mean kinetic temperature is not above this; null for never.</param>
/// <param name="MeanKineticDays">Of so many days up to its end: 1 to 31.</param>
/// <param name="LongestMinutes">And as long as it is not longer than this: 0 to 100,000.</param>
/// <param name="SilentAfterMinutes">A sensor that has not read for longer is silent, and what lies between two readings farther apart is not known: 1 to 10,000.</param>
[GenerateSerializer, Immutable, Alias("bg.ConditionRule")]
public sealed record ConditionRule(
    StorageClass Storage,
    string? Zone,
    decimal? MinCelsius,
    decimal? MaxCelsius,
    decimal? MinHumidity,
    decimal? MaxHumidity,
    int ToleranceMinutes,
    decimal? SpikeMinCelsius,
    decimal? SpikeMaxCelsius,
    decimal? MeanKineticCelsius,
    int MeanKineticDays,
    int LongestMinutes,
    int SilentAfterMinutes,
    DateOnly? ValidFrom = null,
    DateOnly? ValidThrough = null);

/// <summary>The activation energy of what goods' decay is taken for.</summary>
/// <param name="KilojoulesPerMole">Above 0, at most 1,000.</param>
[GenerateSerializer, Immutable, Alias("bg.ActivationEnergy")]
public sealed record ActivationEnergy(decimal KilojoulesPerMole, DateOnly? ValidFrom = null, DateOnly? ValidThrough = null);
