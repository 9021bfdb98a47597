namespace BeautyGrains.Grains;

/// <summary>A count session, folded from its events.</summary>
/// <param name="Sheets">By SKU.</param>
/// <param name="Submissions">Handed in, by their ids.</param>
public sealed record CountSession(CountHead Head, string BodyHash, NamedSet<CountSheet> Sheets, NamedSet<KnownSubmission> Submissions)
{
    /// <summary>Before the first event.</summary>
    public static CountSession Empty { get; } = new(CountHead.Empty, "", default, default);

    /// <summary>What stocks have still to be asked about, by SKU.</summary>
    public IEnumerable<CountSheet> ToCompare => Sheets.Where(sheet => sheet.Phase == SheetPhase.Counted);

    /// <summary>What stocks have still to take, by SKU.</summary>
    public IEnumerable<CountSheet> ToPost => Sheets.Where(sheet => sheet.Phase == SheetPhase.Compared && sheet.Lots.Any(lot => lot.IsToPost));

    /// <summary>How many SKUs are counted.</summary>
    public int Counted => Sheets.Count(sheet => sheet.Phase is not (SheetPhase.Open or SheetPhase.LeftOut));

    /// <summary>After an event.</summary>
    public CountSession After(CountEvent happened, EventInfo info) => Fold(happened, info) with { Head = Head.After(happened, info) };

    private CountSession Fold(CountEvent happened, EventInfo info) => happened switch
    {
        CountOpened opened => Empty with { BodyHash = opened.BodyHash, Sheets = NamedSet<CountSheet>.Of(opened.Skus.Order(StringComparer.Ordinal).Select(CountSheet.Of)) },
        CountsSubmitted counts => Take(counts, info),
        CountFinished finished => With(finished.LeftOut, sheet => sheet with { Phase = SheetPhase.LeftOut }),
        CountCompared compared => Compare(compared),
        CountRecountDemanded demanded => With(demanded.Skus, sheet => sheet.CountedAgain(demanded.ByRule)),
        CountApproved approved => Explain(approved),
        CountLotsPosted posted => Post(posted),
        CountComparedAnew anew => With(anew.Skus, sheet => sheet with { Phase = SheetPhase.Counted }),
        _ => this,
    };

    private CountSession Take(CountsSubmitted counts, EventInfo info)
    {
        var sheets = Sheets;
        foreach (var lines in counts.Lines.GroupBy(line => line.Sku, StringComparer.Ordinal))
            sheets = sheets.With((sheets.GetValueOrDefault(lines.Key) ?? CountSheet.Of(lines.Key)).With(lines, info.Actor));
        return this with { Sheets = sheets, Submissions = Submissions.With(new(counts.Submission, counts.BodyHash)) };
    }

    private CountSession Compare(CountCompared compared)
    {
        var sheets = Sheets;
        foreach (var it in compared.Sheets) sheets = sheets.With(sheets[it.Sku].Compared(it));
        return this with { Sheets = sheets };
    }

    private CountSession Explain(CountApproved approved)
    {
        var byLot = approved.Reasons.GroupBy(one => one.Sku, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.ToList(), StringComparer.Ordinal);
        var sheets = Sheets;
        foreach (var sheet in ToPost.ToList()) sheets = sheets.With(sheet.Explained(byLot.GetValueOrDefault(sheet.Sku) ?? [], approved.Reason));
        return this with { Sheets = sheets };
    }

    private CountSession Post(CountLotsPosted posted)
    {
        var sheets = Sheets;
        foreach (var lots in posted.Lots.GroupBy(lot => lot.Sku, StringComparer.Ordinal)) sheets = sheets.With(sheets[lots.Key].Posted(lots));
        return this with { Sheets = sheets };
    }

    private CountSession With(EquatableList<string> skus, Func<CountSheet, CountSheet> change)
    {
        var sheets = Sheets;
        foreach (var sku in skus) sheets = sheets.With(change(sheets[sku]));
        return this with { Sheets = sheets };
    }
}

/// <summary>A submission that is known.</summary>
public sealed record KnownSubmission(string Id, string BodyHash) : INamed
{
    string INamed.Name => Id;
}
