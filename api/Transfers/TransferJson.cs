using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Transfers;

/// <summary>Goods from one store to another.</summary>
/// <param name="Sale">Between stores of different legal entities: who sells to whom, and each lot has its unitPrice, for those who see cost prices.</param>
/// <param name="State">preparing, ready, refused, shipping, shipped, receiving, received, cancelling or cancelled.</param>
internal sealed record TransferJson(string Id, string From, string To, TransferState State, IReadOnlyList<TransferLineJson> Lines, EntityPair? Sale, long Version)
{
    public static TransferJson Of(TransferView it, HttpContext http)
    {
        var language = Languages.Of(http);
        return new(it.Id, it.From, it.To, it.State, [.. it.Lines.Select(line => TransferLineJson.Of(line, it.From, language, http.Identity().SeesCost))], it.Sale, it.Version);
    }
}

/// <summary>One SKU of a transfer.</summary>
/// <param name="Quantity">As asked, in the base unit.</param>
/// <param name="Problem">Why it is not held; absent when it is.</param>
internal sealed record TransferLineJson(string Sku, decimal Quantity, IReadOnlyList<TransferLotView> Lots, Problem? Problem)
{
    public static TransferLineJson Of(TransferLineView it, string from, Language language, bool seesCost) => new(
        it.Sku, it.Quantity, it.Lots.IsDefault ? [] : seesCost ? it.Lots : [.. it.Lots.Select(lot => lot with { UnitPrice = null })],
        it.Refusal is null ? null : Problems.Describe(it.Refusal, language, new(from, it.Sku, null)));
}
