using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using Orleans;

namespace BeautyGrains.ReadModels;

/// <summary>Finds documents that are past their retention, and gives up those that a deletion names. The journal itself is never shortened.</summary>
public sealed class PastDocuments(IGrainFactory grains, IDocumentList list, StreamDirectory directory, ControlledLedger ledger)
{
    private static readonly RecordKind[] s_goods = [RecordKind.GoodsReceipts, RecordKind.DrugReceipts, RecordKind.DeviceReceipts, RecordKind.Implants];

    /// <summary>Documents whose last day has passed by every rule that concerns them, oldest first.</summary>
    /// <param name="limit">1 to 500.</param>
    /// <exception cref="ReadModelNotReadyException">The list is being built.</exception>
    public async Task<List<PastDocument>> Find(EquatableList<RetentionRule> rules, DateOnly today, int limit, CancellationToken cancel)
    {
        var past = new List<PastDocument>();
        var named = await InRegisters(cancel);
        for (ListCursor? after = null; ;)
        {
            var page = await list.Page(null, DocumentOrders.ByTime, after, PageQuery.MostRows, cancel);
            foreach (var tied in page.Items)
            {
                // The list may be behind; the document itself tells what it belongs to.
                if (named.Contains(tied.Document.Id) || (await grains.GetGrain<IDocumentGrain>(tied.Document.Id).Get()).Value is not { DroppedBy: null } it) continue;
                if (await Until(rules, it, today) is { Day: { } day, Rule: var rule } && day < today) past.Add(new(it.Id, it.Version, it.Sha256, it.Length, day, rule.Kind));
                if (past.Count == limit) return past;
            }
            if (page.Next is null) return past;
            after = page.Next;
        }
    }

    /// <summary>Gives up the files of every deletion that was written down and not carried out. A document that has changed since it was looked at stays.</summary>
    public async Task CarryOut()
    {
        var retention = grains.GetGrain<IRetentionGrain>(IRetentionGrain.Key);
        foreach (var deletion in (await retention.Get()).Deletions.Where(one => !one.CarriedOut))
        {
            foreach (var document in deletion.Documents) await grains.GetGrain<IDocumentGrain>(document.Id).Drop(new(deletion.Id, document.Version, Caller.House));
            await retention.CarryOut(new(deletion.Id, Caller.House));
        }
    }

    /// <summary>The longest of what all its ties ask for.</summary>
    private async Task<KeptUntil?> Until(EquatableList<RetentionRule> rules, DocumentView it, DateOnly today)
    {
        var madeOn = DateOnly.FromDateTime(it.At.UtcDateTime);
        KeptUntil? longest = null;
        foreach (var subject in it.AttachedTo.Prepend(it.About))
            foreach (var kind in await KindsOf(subject))
                if (RetentionRules.Until(rules, kind, madeOn, null, today) is var kept && (longest is null || (kept.Day ?? DateOnly.MaxValue) > (longest.Day ?? DateOnly.MaxValue))) longest = kept;
        return longest;
    }

    // What concerns goods of every kind is kept as the kind that is kept longest.
    private async Task<IReadOnlyList<RecordKind>> KindsOf(DocumentSubject subject) => subject.Kind switch
    {
        SubjectKind.Contract => [RecordKind.Contracts],
        SubjectKind.Requisition => [RecordKind.Papers],
        SubjectKind.Sku when (await grains.GetGrain<ISkuGrain>(subject.Id).Get())?.Record is { } sku => KindsOf(sku),
        _ => s_goods,
    };

    private static IReadOnlyList<RecordKind> KindsOf(SkuRecord sku) =>
        sku.Controlled is not null ? [RecordKind.ControlledRegisters]
        : sku.Implant ? [RecordKind.Implants]
        : sku.GoodsCategory is GoodsCategory.Drug or GoodsCategory.ControlledDrug ? [RecordKind.DrugReceipts]
        : sku.GoodsCategory is GoodsCategory.DeviceI or GoodsCategory.DeviceII or GoodsCategory.DeviceIII ? [RecordKind.DeviceReceipts]
        : [RecordKind.GoodsReceipts];

    private async Task<HashSet<string>> InRegisters(CancellationToken cancel)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var key in directory.All(ControlledKind.Instance.Category, cancel))
            for (var after = 0L; ;)
            {
                var page = await ledger.Page(StockKey.Parse(key), after, 1_000, cancel);
                named.UnionWith(page.Select(entry => entry.Document).OfType<string>());
                if (page.Count < 1_000) break;
                after = page[^1].Version;
            }
        await foreach (var number in directory.All(PrescriptionKind.Instance.Category, cancel))
            if ((await grains.GetGrain<IPrescriptionGrain>(number).Get()).Value?.Record.Document is { } document) named.Add(document);
        return named;
    }
}
