using BeautyGrains.Journal;

namespace BeautyGrains.Grains;

/// <summary>
/// How a recall follows the ledgers of its product's stocks: what became of the goods before it, and what is told later (an offline sale that is replayed, a
/// return). It reads the journal itself, each store from where it last stopped, so that nothing depends on how far read models are.
/// </summary>
public sealed partial class RecallGrain
{
    private const int PageSize = 1_000;
    private const int MostPages = 256;
    private const int PartsAtOnce = 64;

    // How far ledgers are read in which nothing was found: not worth an event.
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private bool _isUpToDate;
    private Task? _following;
    private Task? _next;

    /// <inheritdoc />
    public async Task<Answer<RecallView>> Follow()
    {
        await CheckFresh();
        EndIfEmpty();
        if (Head.Begun is null) return Told();
        // A look under way may have passed a store already: whoever asks gets one that began later, and shares it.
        await (_next ??= FollowNext());
        return Told();
    }

    private async Task FollowNext()
    {
        // Never goes on before the caller has kept its task.
        await Task.Yield();
        while (_following is { } running)
        {
            try
            {
                await running;
            }
            catch (Exception trouble) when (trouble is not OutOfMemoryException)
            {
                // Told to those who asked for that look.
            }
        }

        _following = _next;
        _next = null;
        try
        {
            await ReadLedgers();
        }
        finally
        {
            _following = null;
        }
    }

    private async Task ReadLedgers()
    {
        // Until all stores are gone through it is not known what was made of the goods, and a ledger is read once for all numbers.
        if (Head.FrozenAt is null) return;
        var (pages, after, found) = (MostPages, "", new List<LedgerPart>());
        while (await StoresAfter(after) is { Count: > 0 } stores)
        {
            foreach (var store in stores)
            {
                foreach (var sku in Head.Skus) pages -= await ReadOne(store, sku, pages, found);
                if (found.Count >= PartsAtOnce) await Write(found);
            }

            after = stores[^1];
        }

        await Write(found);
        _isUpToDate = pages > 0;
    }

    /// <summary>Reads one store's ledger as far as it goes or pages are left; the number of pages that it took.</summary>
    private async Task<int> ReadOne(string store, string sku, int pages, List<LedgerPart> found)
    {
        var (made, stream) = (Head.Made(sku), StockKind.Instance.Stream(StockKey.Of(store, sku)));
        var known = Head.LedgerOf(ReadLedger.NameOf(store, made));
        var from = Math.Max(known.Through, _seen.GetValueOrDefault(known.Name));
        var last = await Read(async () => await Journal.LastVersion(stream));
        if (last <= from || pages <= 0) return 0;
        var (reading, through, taken) = (new LedgerReading(store, made, Head.NumbersOf(sku), made is null ? Head.Begun!.Serials : null, Head.BegunAt, known with { Through = from }), from, 0);
        while (through < last && taken < pages)
        {
            var page = await Read(async () => await Journal.ReadPage(stream, through, LedgerReading.Types, PageSize));
            taken++;
            foreach (var recorded in page)
            {
                var happened = StockKind.Instance.Events.Read(recorded);
                reading.Take(happened, recorded.At, reading.NeedsReversed(happened) ? await Reversed(stream, ((StockMoved)happened).Reverses!) : null);
            }

            through = page.Count < PageSize ? Math.Max(last, page.Count == 0 ? 0 : page[^1].Version) : page[^1].Version;
        }

        if (reading.Found(through) is { } part) found.Add(part);
        else _seen[known.Name] = through;
        return taken;
    }

    private async Task Write(List<LedgerPart> found)
    {
        if (found.Count == 0) return;
        ImmutableArray<LedgerPart> parts = [.. found];
        found.Clear();
        await Decide((head, _) => RecallRules.Read(head, parts), static (decision, _) => decision, Caller.House);
    }

    /// <summary>The movement that one takes back; null where its id is no longer remembered.</summary>
    private async Task<StockMoved?> Reversed(StreamKey stream, string command)
    {
        if (await Read(async () => await Journal.FindCommand(stream, command)) is not { } known) return null;
        var page = await Read(async () => await Journal.ReadPage(stream, known.Version - 1, [], 1));
        return page.Count == 0 ? null : StockKind.Instance.Events.Read(page[0]) as StockMoved;
    }
}
