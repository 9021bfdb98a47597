using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Clients;

/// <summary>What is seen whole, given out, or destroyed: each with a reason that is written down first.</summary>
internal static class ClientSecrets
{
    public static void Map(IEndpointRouteBuilder v1, string path)
    {
        v1.MapPost($"{path}/profile/reveal", RevealProfile).Operation("RevealClientProfile").Describe("clients", "Who a client is, whole; the look is written down").Takes<ClientReasonBody>().Gives<ClientProfileJson>();
        v1.MapPost($"{path}/care/reveal", RevealCare).Operation("RevealClientCare").Describe("clients", "What treatment needs to know, whole; the look is written down").Takes<ClientReasonBody>().Gives<ClientCareJson>();
        v1.MapGet($"{path}/looks", Looks).Operation("ListClientLooks").Describe("clients", "Who has seen what of a client's file, and why").Gives<ClientLookList>();
        v1.MapPost($"{path}/export", Export).Operation("ExportClient").Describe("clients", "Everything that is known of a client, for the client; the look is written down").Takes<ClientReasonBody>().Gives<ClientExportJson>();
        v1.MapPost($"{path}/erase", Erase).Operation("EraseClient").Describe("clients", "Destroy who a client is, for good, with a second person; what recall and treatment need stays, restricted").Takes<ClientReasonBody>().Gives<ClientJson>();
    }

    private static Task<IResult> RevealProfile(string number, HttpContext http, IGrainFactory grains, ClientFiles files) => Reveal(number, ClientPart.Profile, http, grains, async view =>
        await files.Profile(view, http.RequestAborted) is { } profile ? Reply.Ok(ClientProfileJson.Of(view, profile), Wire.Json.ClientProfileJson) : Problems.From(Refusal.NotIn("erased"), http));

    private static Task<IResult> RevealCare(string number, HttpContext http, IGrainFactory grains, ClientFiles files) => Reveal(number, ClientPart.Care, http, grains, async view =>
        Reply.Ok(ClientCareJson.Of(view, await files.Care(view, http.RequestAborted) ?? ClientCare.None), Wire.Json.ClientCareJson));

    private static async Task<IResult> Reveal(string number, ClientPart part, HttpContext http, IGrainFactory grains, Func<ClientView, Task<IResult>> answer)
    {
        var (reason, bad) = await Reason(http);
        if (bad is not null) return bad;
        var seen = await ClientCalls.Of(grains, number).Reveal(new(part, reason, http.Caller()));
        return seen.Value is { } view ? await answer(view) : Problems.From(seen.Refusal!, http);
    }

    private static async Task<IResult> Looks(string number, HttpContext http, IGrainFactory grains)
    {
        var answer = await ClientCalls.Of(grains, number).Get();
        return answer.Value is { } view ? Reply.Get(new ClientLookList(view.Looks), Wire.Json.ClientLookList, view.Version) : Problems.From(answer.Refusal!, http);
    }

    private static async Task<IResult> Export(string number, HttpContext http, IGrainFactory grains, ClientFiles files)
    {
        var (reason, bad) = await Reason(http);
        if (bad is not null) return bad;
        // Of one who is erased, what treatment needed may still be asked for.
        var profile = await ClientCalls.Of(grains, number).Reveal(new(ClientPart.Profile, reason, http.Caller()));
        if (profile.Refusal is { Kind: RefusalKind.UnknownClient } unknown) return Problems.From(unknown, http);
        var care = await ClientCalls.Of(grains, number).Reveal(new(ClientPart.Care, reason, http.Caller()));
        if (care.Value is not { } view) return Problems.From(care.Refusal!, http);
        var (who, known) = (await files.Profile(view, http.RequestAborted), await files.Care(view, http.RequestAborted));
        return Reply.Ok(
            new ClientExportJson(
                number, who is null ? null : ClientProfileJson.Of(view, who), known is null ? null : ClientCareJson.Of(view, known), view.Holder, view.Guardian, view.Tags,
                [.. view.Consents.Select(ClientConsentJson.Of)], view.Looks, view.RegisteredAt, view.ErasedAt),
            Wire.Json.ClientExportJson);
    }

    private static async Task<IResult> Erase(string number, HttpContext http, IGrainFactory grains, ClientFiles files, KeyTable keys)
    {
        var (reason, bad) = await Reason(http);
        if (bad is not null) return bad;
        var (second, stranger) = await http.Approver(keys);
        return stranger ?? await ClientCalls.Masked(await ClientCalls.Of(grains, number).Erase(new(reason, second, http.Caller())), http, files);
    }

    private static async Task<(string Reason, IResult? Bad)> Reason(HttpContext http)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ClientReasonBody);
        if (bad is not null) return ("", bad);
        var check = new Check();
        var reason = check.Text("reason", body.Reason);
        return (reason, check.Failed ? Problems.Of(check) : null);
    }
}
