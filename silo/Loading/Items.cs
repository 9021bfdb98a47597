using System.Text.Json.Nodes;

namespace BeautyGrains.Silo.Loading;

/// <summary>A record that is to be in the catalogue.</summary>
/// <param name="Line">Where it comes from.</param>
/// <param name="Path">Its address, such as "/v1/skus/code".</param>
/// <param name="Fields">What it is to say; fields of an existing record that are not named here stay.</param>
/// <param name="Defaults">What a new record says besides.</param>
/// <param name="Within">The property of an answer that the record is in; null where the answer is the record.</param>
internal sealed record RecordItem(int Line, string Label, string Path, JsonObject Fields, JsonObject Defaults, string? Within = null);

/// <summary>A goods receipt that is to be in the books.</summary>
/// <param name="Id">Made from the content, so that the same receipt has the same id every time.</param>
internal sealed record ReceiptItem(int Line, string Store, string Sku, string Id, JsonObject Body)
{
    public string Stock => $"/v1/stores/{Store}/skus/{Sku}";
}
