namespace BeautyGrains.Grains;

/// <summary>A serialised unit that is in a stock.</summary>
/// <param name="Since">The version that brought or coded it.</param>
public sealed record UnitHere(string Serial, string Lot, long Since) : INamed
{
    string INamed.Name => Serial;
}

/// <summary>How events change which units are here.</summary>
public static class UnitFold
{
    /// <summary>After a movement of which each line with a serial is one unit.</summary>
    public static NamedSet<UnitHere> Move(NamedSet<UnitHere> units, ImmutableArray<MovedLot> lines, EventInfo info)
    {
        foreach (var line in lines)
        {
            if (line.Serial is not { } serial) continue;
            if (line.Quantity > 0) units = units.With(new(serial, line.Lot, info.Version));
            else if (units.ContainsKey(serial)) units = units.Without(serial);
        }

        return units;
    }

    /// <summary>After a coding.</summary>
    public static NamedSet<UnitHere> Code(NamedSet<UnitHere> units, UnitsCoded coded, EventInfo info)
    {
        foreach (var serial in coded.Serials) units = units.With(new(serial, coded.Lot, info.Version));
        return units;
    }

    /// <summary>After nobody knew them any more.</summary>
    public static NamedSet<UnitHere> Lose(NamedSet<UnitHere> units, UnitsLost lost)
    {
        foreach (var serial in lost.Serials)
            if (units.ContainsKey(serial)) units = units.Without(serial);
        return units;
    }
}
