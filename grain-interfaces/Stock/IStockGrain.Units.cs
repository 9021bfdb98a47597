namespace BeautyGrains.Contracts;

/// <summary>Serialised units: a stock knows which of them are here, and no other stock knows them at the same time.</summary>
public partial interface IStockGrain
{
    /// <summary>Codes units that are here without a serial.</summary>
    [Alias("CodeUnits")]
    Task<Answer<LotUnits>> CodeUnits(CodeUnits ask);

    /// <summary>True while a unit is here or on its way into the book.</summary>
    [Alias("HasUnit")]
    Task<bool> HasUnit(string serial);

    /// <summary>What became of a movement that was to bring a unit.</summary>
    /// <param name="movement">As the registry has it, "kind/id".</param>
    [Alias("FateOfUnit")]
    Task<UnitFate> FateOfUnit(string serial, string movement);

    /// <summary>The store that a unit was sent to from here and has not arrived at; null for none.</summary>
    [ReadOnly, Alias("WhereUnitGoes")]
    Task<string?> WhereUnitGoes(string serial);

    /// <summary>The serialised units that are here, by lot.</summary>
    [ReadOnly, Alias("GetUnits")]
    Task<ImmutableArray<LotUnits>> GetUnits();
}
