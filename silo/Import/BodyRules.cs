using System.Text.Json;
using System.Text.Json.Nodes;
using BeautyGrains.Api.Catalogue;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Stock;
using BeautyGrains.Contracts;

namespace BeautyGrains.Silo.Import;

/// <summary>What the HTTP interface would say of a body, known before anything is sent.</summary>
internal static class BodyRules
{
    public static IEnumerable<(string Field, string Rule)> Sku(JsonObject body) => Broken(check => body.Deserialize(Wire.Json.SkuBody)!.ToRecord(check));

    public static IEnumerable<(string Field, string Rule)> Store(JsonObject body) => Broken(check => body.Deserialize(Wire.Json.StoreBody)!.ToRecord(check));

    public static IEnumerable<(string Field, string Rule)> Receipt(JsonObject body) =>
        Broken(check => body.Deserialize(Wire.Json.ReceiveStockBody)!.ToCommand("checked", check, Caller.House));

    private static IEnumerable<(string Field, string Rule)> Broken(Action<Check> read)
    {
        var check = new Check();
        read(check);
        return from field in check.Errors from rule in field.Value select (field.Key, rule);
    }
}
