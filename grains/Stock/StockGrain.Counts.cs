namespace BeautyGrains.Grains;

/// <summary>Counts of sessions: what the book had at a moment is worked out from the ledger, which the shell reads before anything is decided.</summary>
public sealed partial class StockGrain
{
    private const int LedgerPage = 1_000;
    private const int MostLooks = 50;
    private static readonly string[] s_moved = [StockKind.MovedName];

    /// <inheritdoc />
    public async Task<Answer<CountComparison>> CompareCount(CompareCount ask)
    {
        var facts = await Facts();
        if (facts.Value is null) return new(null, facts.Refusal, false);
        await CheckFresh();
        var on = Durable;
        var since = await Since(on, Earliest(ask), ask.AsOf);
        return new(new(StockRules.BookAt(on.State, ask, since, facts.Value), on.Version), null, false);
    }

    /// <inheritdoc />
    public async Task<Answer<PostedCount>> PostCount(PostCount ask)
    {
        var compare = new CompareCount([new(ask.Lot, ask.CountedAt)], ask.CountedAt, ask.AsOf);
        for (var looks = 1; ; looks++)
        {
            var facts = await Facts();
            if (facts.Value is null) return new(null, facts.Refusal, false);
            await CheckFresh();
            var on = Durable;
            var book = new CountedBook(StockRules.BookAt(on.State, compare, await Since(on, ask.CountedAt, ask.AsOf), facts.Value)[0], on.Version);
            var answer = await Run(
                [CommandIds.Movement(MovementKind.Count, ask.Id), CommandIds.Fact(ask.Id), CommandIds.Incident(ask.Id)],
                (stock, known, now, recalled) => StockRules.PostCount(stock, ask, book, known, now, recalled),
                (stock, _, recalled) => StockViews.PostedCount(stock, ask.Id, recalled),
                ask.By);
            if (answer.Refusal is not { Kind: RefusalKind.InvalidState, State: StockRules.LookAgain }) return answer;
            if (looks == MostLooks) throw new BusyException("What happened before the count is being recorded all the time; post it again later.");
            await HeadIsDurable();
        }
    }

    private static DateTimeOffset Earliest(CompareCount ask) => ask.Lots.Select(lot => lot.At).Append(ask.At).Min();

    /// <summary>Movements recorded after a moment or a version, up to a durable state: found from the end, since counts are young.</summary>
    /// <param name="asOf">0 for the moment alone.</param>
    private async ValueTask<IReadOnlyList<Remembered>> Since(Versioned<Stock> on, DateTimeOffset moment, long asOf)
    {
        if (on.At <= moment && (asOf == 0 || on.Version <= asOf)) return [];
        var found = new List<Remembered>();
        var after = await VersionAt(on.Version, moment);
        if (asOf > 0 && asOf < after) after = asOf;
        while (after < on.Version)
        {
            var from = after;
            var page = await Read(async () => await Journal.ReadPage(StockKind.Instance.Stream(Key), from, s_moved, LedgerPage));
            foreach (var one in page)
                if (one.Version <= on.Version) found.Add(new(StockKind.Instance.Events.Read(one), new(one.Version, one.At, one.Actor)));
            if (page.Count < LedgerPage) break;
            after = page[^1].Version;
        }

        return found;
    }

    /// <summary>The last version that was decided at a moment or before; 0 for none. Steps back twice as far each time, then halves what is left.</summary>
    private async ValueTask<long> VersionAt(long newest, DateTimeOffset moment)
    {
        var (low, high) = (newest, newest + 1);
        for (var step = 1L; low > 0 && (await EventAt(low)).Info.At > moment; step *= 2) (low, high) = (Math.Max(0, low - step), low);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if ((await EventAt(middle)).Info.At > moment) high = middle;
            else low = middle;
        }

        return low;
    }
}
