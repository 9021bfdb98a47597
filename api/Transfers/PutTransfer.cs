using BeautyGrains.Api.Access;
using BeautyGrains.Api.Baskets;
using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Transfers;

/// <summary>Asks to prepare a transfer.</summary>
/// <param name="From">Store that ships.</param>
/// <param name="To">Store that receives.</param>
/// <param name="Lines">1 to 1,000; the same SKU twice counts as its sum.</param>
internal sealed record PutTransferBody([property: Needed] string? From, [property: Needed] string? To, [property: Needed] IReadOnlyList<LineBody?>? Lines)
{
    public Contracts.PutTransfer ToCommand(Check check, Caller by)
    {
        if (To is not null && From == To) check.Add("to", "must-differ-from-from");
        return new(check.Id("from", From), check.Id("to", To), LineBody.ToLines(Lines, check), by);
    }
}

/// <summary>Prepares a transfer. A key bound to stores needs the one that ships.</summary>
internal static class PutTransfer
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapPut("/transfers/{id}", Handle)
        .Operation("PutTransfer").Describe("transfers", "Reserve all lines at the source, or refuse").Takes<PutTransferBody>().Puts<TransferJson>();

    private static async Task<IResult> Handle(string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.PutTransferBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(check, http.Caller());
        if (check.Failed) return Problems.Of(check);
        return http.Forbids(ask.From)
            ?? Reply.Put(http, (await grains.GetGrain<ITransferGrain>(id).Put(ask)).Then(it => TransferJson.Of(it, http)), Wire.Json.TransferJson, it => it.Version);
    }
}
