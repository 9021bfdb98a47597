using BeautyGrains.Api.Http;
using BeautyGrains.Api.Stock;
using BeautyGrains.Codes;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Scans;

/// <summary>
/// Puts what a scanned code says in place of fields that were not typed, before a command is made of them: the one way in which calls about a SKU's stock
/// take codes. Faults of a code are faults of its field; a code never overrules what stands beside it. Calls without a code make none of these.
/// </summary>
internal sealed class GoodsScan(string store, string sku, Check check, IGrainFactory grains, TimeProvider clock)
{
    private SkuView? _known;

    /// <summary>What the stock says against a code, once all fields are right; null for nothing.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>What a code says of the SKU; null where it cannot be read or is of another.</summary>
    public async ValueTask<ScannedGoods?> Read(string code, string field)
    {
        var read = CodeReader.Read(code, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        foreach (var fault in read.Faults) check.Add(field, fault.ToString());
        if (!read.IsGood) return null;
        _known ??= await grains.GetGrain<ISkuGrain>(sku).Get();
        // Of a SKU that nobody knows the stock says so.
        if (_known is null) return ScannedGoods.Of(read);
        if (ScannedGoods.UnitOf(sku, _known.Record, read) is not { } unit)
        {
            check.Add(field, "is-of-another-product");
            return null;
        }
        return ScannedGoods.Of(read) with { Pack = unit == _known.Record.Unit ? null : unit };
    }

    /// <summary>A quantity beside the code of a pack could be of packs or of what is in them: its unit must be said.</summary>
    public void UnitIsTold(ScannedGoods goods, string? unit)
    {
        if (goods.Pack is not null && unit is null) check.Add("unit", "required-with-the-code-of-a-pack");
    }

    /// <summary>What is typed beside a code must be what it says, where it says anything.</summary>
    public void Agree(string field, string? typed, string? scanned)
    {
        if (typed is not null && scanned is not null && typed != scanned) check.Add(field, "differs-from-the-code");
    }

    /// <inheritdoc cref="Agree(string, string?, string?)" />
    public void Agree(string field, string? typed, string? kind, Expiry? scanned)
    {
        if (typed is null || scanned is null) return;
        var of = kind is not null && Words<ExpiryKind>.TryRead(kind, out var word) ? word : ExpiryKind.ValidThrough;
        if (ExpiryText.TryParse(typed, of, out var expiry) && ExpiryRules.FirstBadDay(expiry) != ExpiryRules.FirstBadDay(scanned)) check.Add(field, "differs-from-the-code");
    }

    /// <summary>
    /// The lot of the stock that a code means: its number, and its expiry where the code has one. A number that the stock does not know is left to the command.
    /// Where a number stands for several lots of the same expiry (goods of several owners, or put apart on arrival) the one that has the number for its name.
    /// </summary>
    /// <param name="typed">A lot that was typed beside it; null for none.</param>
    /// <param name="of">Stands before the names of the fields, such as "lots[0].".</param>
    /// <param name="mustBeOne">Several lots are a fault.</param>
    public async ValueTask<string?> LotIn(ScannedGoods goods, string? typed, string of = "", bool mustBeOne = false)
    {
        if (goods.Lot is not { } number)
        {
            if (typed is null) check.Add($"{of}code", "has-no-lot");
            return typed;
        }
        var named = await grains.StockOf(store, sku).Get() is { } stock ? stock.Lots.Where(lot => lot.LotNo == number).ToList() : [];
        if (typed is not null && typed != number && !named.Exists(lot => lot.Lot == typed)) check.Add($"{of}lot", "differs-from-the-code");
        if (named.Count == 0) return typed ?? number;
        var same = goods.Expiry is null ? named : named.FindAll(lot => lot.Expiry is { } book && ExpiryRules.FirstBadDay(book) == ExpiryRules.FirstBadDay(goods.Expiry));
        if (typed is not null) same = same.FindAll(lot => lot.Lot == typed);
        if (same.Count == 0) Refused ??= new(RefusalKind.LotExpiryDiffers, Lot: typed ?? number);
        else if (same.Count > 1 && mustBeOne) check.Add($"{of}code", "means-several-lots:" + string.Join(',', same.Select(lot => lot.Lot).Order(StringComparer.Ordinal)));
        return same.Find(lot => lot.Lot == number)?.Lot ?? same.FirstOrDefault()?.Lot ?? typed ?? number;
    }
}
