using System.Runtime.CompilerServices;
using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>What a run of the verifier looked at.</summary>
/// <param name="Movements">Ledger entries added up.</param>
public readonly record struct VerifiedCounts(long Events, long Streams, long Stocks, long Movements, long Transfers);

/// <summary>
/// Proves the journal: its own integrity (hash chains, gaps), that every stream can be folded from zero and agrees with its snapshot, that every
/// stock adds up, that goods in transit are conserved, that the bytes of documents have the hashes that the journal names, and that the read models say what the
/// journal says. Others may write meanwhile: every stream is compared as of one version of it.
/// One run per instance.
/// </summary>
/// <param name="readModels">Compares the read models too; null where there are none.</param>
/// <param name="documents">Compares the documents' bytes too; null where they are not looked at.</param>
public sealed class Verifier(IVerifiableJournal journal, StreamDirectory directory, TimeProvider clock, ReadModelCheck? readModels = null, DocumentFiles? documents = null)
{
    private const int MostAttempts = 5;

    private readonly JournalVerifier _integrity = new(journal);
    private readonly TransferCheck _transfers = new();
    private long _stocks;
    private long _movements;

    /// <summary>What the run has looked at so far.</summary>
    public VerifiedCounts Counts => new(_integrity.EventsRead, _integrity.StreamsRead, _stocks, _movements, _transfers.Count);

    /// <summary>All findings; none when everything is as it must be.</summary>
    public async IAsyncEnumerable<JournalFinding> Run([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var finding in _integrity.Verify(cancel)) yield return finding;
        await foreach (var finding in Stocks(cancel)) yield return finding;
        await foreach (var finding in Fold(TransferKind.Instance, (key, state) => _transfers.Take(key, state.State), cancel)) yield return finding;
        await foreach (var finding in Fold(BasketKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(BatchKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(SkuKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(StoreKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(AccessKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(BudgetKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(RequisitionKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(LandedCostsKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(InvoiceKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(SupplierReturnKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(CountSessionKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(CreditNoteKind.Instance, null, cancel)) yield return finding;
        foreach (var suspect in _transfers.Suspects())
            foreach (var finding in await Alone(suspect, cancel)) yield return finding;
        await foreach (var finding in Fold(DocumentKind.Instance, null, cancel)) yield return finding;
        await foreach (var finding in Fold(UnitKind.Instance, null, cancel)) yield return finding;
        if (documents is not null)
            await foreach (var finding in documents.Faults(cancel)) yield return finding;
        if (readModels is null) yield break;
        await foreach (var finding in readModels.Run(cancel)) yield return finding;
    }

    // Stocks and transfers were read at different moments. Read again while the transfer stands still, they must agree.
    private async Task<IReadOnlyList<JournalFinding>> Alone(string id, CancellationToken cancel)
    {
        var kind = TransferKind.Instance;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var check = new TransferCheck();
            var transfer = await kind.Replay(journal, id, fromZero: true, cancel);
            foreach (var item in transfer.State.Items)
            {
                await Take(check, new(transfer.State.From, item.Ask.Sku), cancel);
                await Take(check, new(transfer.State.To, item.Ask.Sku), cancel);
            }
            check.Take(id, transfer.State);
            if (await journal.LastVersion(kind.Stream(id), cancel) == transfer.Version) return [.. check.Findings()];
        }
        return [];
    }

    private async Task Take(TransferCheck check, StockKey key, CancellationToken cancel)
    {
        var kind = StockKind.Instance;
        var state = new Versioned<Stock>(kind.Empty(key.ToString()), 0, DateTimeOffset.MinValue);
        await foreach (var recorded in journal.Read(kind.Stream(key.ToString()), 0, cancel))
        {
            state = kind.Evolve(state, recorded);
            if (recorded.Type == StockKind.MovedName) check.Take(key, (StockMoved)kind.Events.Read(recorded));
        }
        check.Take(key, state.State);
    }

    private async IAsyncEnumerable<JournalFinding> Stocks([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var key in directory.All(StockKind.Instance.Category, cancel))
        {
            _stocks++;
            var check = new StockCheck(key, _transfers);
            var findings = await Safely(StockKind.Instance, key, check.Take, check.Finish, cancel);
            _movements += check.Movements;
            foreach (var finding in findings) yield return finding;
        }
    }

    private async IAsyncEnumerable<JournalFinding> Fold<TState, TEvent>(
        AggregateKind<TState, TEvent> kind, Action<string, Versioned<TState>>? take, [EnumeratorCancellation] CancellationToken cancel)
        where TState : class
        where TEvent : class
    {
        await foreach (var key in directory.All(kind.Category, cancel))
            foreach (var finding in await Safely(kind, key, null, (state, _) => { take?.Invoke(key, state); return []; }, cancel))
                yield return finding;
    }

    // A stream that cannot be read is a finding, and the others are still looked at.
    private async Task<IReadOnlyList<JournalFinding>> Safely<TState, TEvent>(
        AggregateKind<TState, TEvent> kind, string key, Action<TEvent, Versioned<TState>>? take,
        Func<Versioned<TState>, DateTimeOffset, IEnumerable<string>> finish, CancellationToken cancel)
        where TState : class
        where TEvent : class
    {
        var state = new Versioned<TState>(kind.Empty(key), 0, DateTimeOffset.MinValue);
        try
        {
            // The state as the engine would load it comes first; from zero it is folded up to the same version.
            var loaded = await kind.Replay(journal, key, fromZero: false, cancel);
            await foreach (var recorded in journal.Read(kind.Stream(key), 0, cancel))
            {
                state = kind.Evolve(state, recorded);
                take?.Invoke(kind.Events.Read(recorded), state);
                if (state.Version == loaded.Version) break;
            }
            var what = finish(state, clock.GetUtcNow()).ToList();
            if (!kind.IsSame(state.State, loaded.State)) what.Add("The snapshot and what follows it give another state than all events from zero.");
            return [.. what.Select(text => new JournalFinding(kind.Stream(key), state.Version, text))];
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return [new(kind.Stream(key), state.Version + 1, $"The stream cannot be folded: {broken.Message}")];
        }
    }
}
