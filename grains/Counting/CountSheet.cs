namespace BeautyGrains.Grains;

/// <summary>How far a SKU of a session is.</summary>
public enum SheetPhase
{
    /// <summary>Nobody has counted it in this round.</summary>
    Open,
    /// <summary>It is counted, and not compared.</summary>
    Counted,
    /// <summary>Its stock has told what the book had.</summary>
    Compared,
    /// <summary>It stays as it is.</summary>
    LeftOut,
}

/// <summary>A SKU of a session.</summary>
/// <param name="Round">How often it was counted, this time included.</param>
/// <param name="Lines">Of this round.</param>
/// <param name="Counters">Actors of this round.</param>
/// <param name="Before">Actors of the rounds before, who count it no more.</param>
/// <param name="ByRule">The table of recounts has had its way once.</param>
/// <param name="Version">The stock's when it was first compared in this round; 0 before.</param>
/// <param name="Refusal">Why the stock did not answer.</param>
public sealed record CountSheet(
    string Sku,
    int Round,
    SheetPhase Phase,
    EquatableList<CountedLine> Lines,
    EquatableList<string> Counters,
    EquatableList<string> Before,
    bool ByRule,
    long Version,
    EquatableList<SheetLot> Lots,
    StoredRefusal? Refusal) : INamed
{
    string INamed.Name => Sku;

    /// <summary>It waits for another person's count.</summary>
    public bool IsCountedAgain => Phase == SheetPhase.Open && Before.Count > 0;

    /// <summary>Of a SKU that nobody has counted.</summary>
    public static CountSheet Of(string sku) => new(sku, 0, SheetPhase.Open, [], [], [], false, 0, [], null);

    /// <summary>With what somebody counted: of the same lot in the same place it takes the place of what was handed in before.</summary>
    public CountSheet With(IEnumerable<CountedLine> lines, string actor)
    {
        var kept = Phase == SheetPhase.Open ? [] : Lines;
        var more = lines.ToList();
        var places = more.Select(line => (line.Lot, line.Bin)).ToHashSet();
        return this with
        {
            Round = Phase == SheetPhase.Open ? Round + 1 : Round,
            Phase = SheetPhase.Counted,
            // Whoever finds something takes back that nothing was there.
            Lines = [.. kept.Where(line => !places.Contains((line.Lot, line.Bin)) && line.Lot is not null), .. more],
            Counters = Counters.Contains(actor, StringComparer.Ordinal) ? Counters : [.. Counters, actor],
            Version = 0,
        };
    }

    /// <summary>What was counted, summed over the places of each lot; the moment is that of the last of them.</summary>
    public IEnumerable<(string Lot, decimal Counted, DateTimeOffset At, CountedLine Line)> Sums => Lines.Where(line => line.Lot is not null)
        .GroupBy(line => line.Lot!, StringComparer.Ordinal)
        .Select(lot => (lot.Key, lot.Sum(line => line.Counted), lot.Max(line => line.CountedAt), lot.FirstOrDefault(line => line.Expiry is not null) ?? lot.First()));

    /// <summary>When lots that were not found were not found.</summary>
    public DateTimeOffset At => Lines.Max(line => line.CountedAt);

    /// <summary>With what its stock told; what is posted stays.</summary>
    public CountSheet Compared(ComparedSheet told)
    {
        if (told.Refusal is { } refusal) return this with { Phase = SheetPhase.Compared, Refusal = refusal };
        var sums = Sums.ToDictionary(one => one.Lot, StringComparer.Ordinal);
        var posted = Lots.Where(lot => lot.Posted is not null).ToList();
        var open = told.Lots.Where(lot => posted.TrueForAll(done => done.Lot != lot.Lot)).Select(lot =>
        {
            var found = lot.Asked is not null ? sums[lot.Asked] : default;
            return new SheetLot(lot.Lot, found.Counted, lot.At, lot.Book, lot.Unit, lot.Known, lot.Asked is not null, lot.Superseded, found.Line?.Expiry, found.Line?.MadeOn, null, null, null, null);
        });
        return this with { Phase = SheetPhase.Compared, Version = Version == 0 ? told.Version : Version, Lots = [.. posted, .. open], Refusal = null };
    }

    /// <summary>To be counted by others.</summary>
    public CountSheet CountedAgain(bool byRule) => this with
    {
        Phase = SheetPhase.Open, Lines = [], Counters = [], Before = [.. Before.Concat(Counters).Distinct(StringComparer.Ordinal)], ByRule = ByRule || byRule, Version = 0,
        Lots = [.. Lots.Where(lot => lot.Posted is not null)], Refusal = null,
    };

    /// <summary>With why its lots differ.</summary>
    public CountSheet Explained(IReadOnlyList<CountReason> reasons, string? rest) => this with
    {
        Lots = [.. Lots.Select(lot => !lot.IsToPost || lot.Variance == 0 ? lot with { Refusal = null } : lot with
        {
            Reason = ReasonOf(lot.Lot, reasons)?.Reason ?? rest, Note = ReasonOf(lot.Lot, reasons)?.Note, Refusal = null,
        })],
    };

    /// <summary>With what its stock did.</summary>
    public CountSheet Posted(IEnumerable<PostedLot> outcomes)
    {
        var byLot = outcomes.ToDictionary(one => one.Lot, StringComparer.Ordinal);
        return this with { Lots = [.. Lots.Select(lot => byLot.GetValueOrDefault(lot.Lot) is { } done ? lot with { Posted = done.Posted, Refusal = done.Refusal } : lot)] };
    }

    /// <summary>The reason that is given for a lot: its own before that of all lots of the SKU.</summary>
    public static CountReason? ReasonOf(string lot, IReadOnlyList<CountReason> reasons) => reasons.FirstOrDefault(one => one.Lot == lot) ?? reasons.FirstOrDefault(one => one.Lot is null);
}

/// <summary>A lot of a SKU, once compared.</summary>
/// <param name="Unit">What a unit is worth; null where that is not known.</param>
/// <param name="Found">Whether it was counted at all.</param>
public sealed record SheetLot(
    string Lot,
    decimal Counted,
    DateTimeOffset At,
    decimal Book,
    Money? Unit,
    bool Known,
    bool Found,
    bool Superseded,
    Expiry? Expiry,
    DateOnly? MadeOn,
    string? Reason,
    string? Note,
    PostedCount? Posted,
    StoredRefusal? Refusal)
{
    /// <summary>Counted − book.</summary>
    public decimal Variance => Counted - Book;

    /// <summary>Of the difference, signed, in whole minor units.</summary>
    public Money? Value => Unit is { } unit ? new(Math.Round(Variance * unit.Amount, MidpointRounding.AwayFromZero), unit.Currency) : null;

    /// <summary>Of the book; 1 where it had nothing.</summary>
    public decimal Share => Book == 0 ? 1 : Math.Abs(Variance / Book);

    /// <summary>Its stock has still to take it: also what does not differ, so that it is known to be counted.</summary>
    public bool IsToPost => Posted is null && !Superseded && (Known || Variance != 0);
}
