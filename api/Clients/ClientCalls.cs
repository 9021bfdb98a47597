using BeautyGrains.Api.Access;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;

namespace BeautyGrains.Api.Clients;

/// <summary>Clients' files: everybody at work sees them masked; whoever needs more asks for it with a reason, which is written down before it is answered.</summary>
internal static class ClientCalls
{
    private const string Path = "/clients/{number}";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut("/client-registrations/{id}", Register).Operation("RegisterClient").Describe("clients", "Open a client's file; its number is given").Takes<RegisterClientBody>().Puts<ClientJson>();
        v1.MapPost("/clients/search", Search).Operation("SearchClients").Describe("clients", "Clients by phone, number, name or initials; a POST, so that nobody's name is in an address").Takes<SearchClientsBody>().Gives<ClientPage>();
        v1.MapGet(Path, Get).Operation("GetClient").Describe("clients", "A client's file, masked").Gives<ClientJson>();
        v1.MapPut($"{Path}/profile", Change).Operation("PutClientProfile").Describe("clients", "Replace who a client is").Takes<ChangeClientBody>().Gives<ClientJson>();
        v1.MapPut($"{Path}/care", ChangeCare).Operation("PutClientCare").Describe("clients", "Replace what treatment needs to know of a client").Takes<ClientCareBody>().Gives<ClientJson>();
        v1.MapPost($"{Path}/consents", Consent).Operation("RecordClientConsent").Describe("clients", "Record a consent, or its withdrawal").Takes<ClientConsentBody>().Gives<ClientJson>();
        ClientSecrets.Map(v1, Path);
        ClientSafety.Map(v1);
    }

    private static async Task<IResult> Register(string id, HttpContext http, IGrainFactory grains, ClientFiles files, PhoneReader phones, TimeProvider clock)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.RegisterClientBody);
        if (bad is not null) return bad;
        var check = new Check();
        var today = Today(clock);
        var draft = body.ToDraft(check, phones, today);
        if (await Faulty(draft, null, check, grains, today) is { } faulty) return faulty;
        var given = await grains.GetGrain<IClientNumbersGrain>(IClientNumbersGrain.Key).Take(new(id, files.HashOf(draft), http.Caller()));
        if (given.Refusal is { } refusal) return Problems.From(refusal, http);
        var number = given.Value!.Number;
        // Where the keys are gone, the registration has ended, and is answered as it did.
        var kept = await files.SealNew(number, draft, http.RequestAborted) ?? new("", null, null);
        var answer = await Of(grains, number).Register(new(id, kept.Profile, kept.Phone, kept.Care, draft.Holder, draft.Guardian, draft.Tags, http.Caller()));
        if (answer.Value is not { } view) return Problems.From(answer.Refusal!, http);
        return Reply.Put(http, new Answer<ClientJson>(await files.Masked(view, http.RequestAborted), null, answer.IsNew), Wire.Json.ClientJson, one => one.Version, location: $"/v1/clients/{number}");
    }

    private static async Task<IResult> Get(string number, HttpContext http, IGrainFactory grains, ClientFiles files)
    {
        var answer = await Of(grains, number).Get();
        return answer.Value is { } view ? Reply.Get(await files.Masked(view, http.RequestAborted), Wire.Json.ClientJson, view.Version) : Problems.From(answer.Refusal!, http);
    }

    private static async Task<IResult> Change(string number, HttpContext http, IGrainFactory grains, ClientFiles files, PhoneReader phones, TimeProvider clock)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ChangeClientBody);
        if (bad is not null) return bad;
        var check = new Check();
        var today = Today(clock);
        var draft = body.ToDraft(check, phones, today);
        if (await Faulty(draft, number, check, grains, today) is { } faulty) return faulty;
        if ((await Of(grains, number).Get()).Refusal is { } unknown) return Problems.From(unknown, http);
        if (await files.Seal(number, draft, http.RequestAborted) is not { } kept) return Problems.From(Refusal.NotIn("erased"), http);
        return await Masked(await Of(grains, number).Change(new(kept.Profile, kept.Phone, draft.Holder, draft.Guardian, draft.Tags, version, http.Caller())), http, files);
    }

    private static async Task<IResult> ChangeCare(string number, HttpContext http, IGrainFactory grains, ClientFiles files, TimeProvider clock)
    {
        var (version, wrong) = Reply.IfMatch(http);
        if (wrong is not null) return wrong;
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ClientCareBody);
        if (bad is not null) return bad;
        var check = new Check();
        var care = body.ToCare(check, "", Today(clock));
        if (check.Failed) return Problems.Of(check);
        if ((await Of(grains, number).Get()).Refusal is { } unknown) return Problems.From(unknown, http);
        if (await files.Seal(number, care, http.RequestAborted) is not { } kept) return Problems.From(Refusal.NotIn("erased"), http);
        return await Masked(await Of(grains, number).ChangeCare(new(kept, version, http.Caller())), http, files);
    }

    private static async Task<IResult> Consent(string number, HttpContext http, IGrainFactory grains, ClientFiles files)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.ClientConsentBody);
        if (bad is not null) return bad;
        var check = new Check();
        if (body.Given is null) check.Add("given", "required");
        var ask = new RecordConsent(check.Word<ConsentKind>("kind", body.Kind), body.Given == true, check.OptionalId("text", body.Text), http.Caller());
        return check.Failed ? Problems.Of(check) : await Masked(await Of(grains, number).Consent(ask), http, files);
    }

    private static async Task<IResult> Search(HttpContext http, IGrainFactory grains, ClientFiles files, PhoneReader phones)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.SearchClientsBody);
        if (bad is not null) return bad;
        var check = new Check();
        var text = check.Text("text", body.Text, 100).Trim();
        var limit = check.Whole("limit", body.Limit, 1, 100) ?? 20;
        if (check.Failed) return Problems.Of(check);
        var (page, unread) = Page.Of(body.Cursor, null);
        if (unread is not null) return unread;
        var isNumber = text.StartsWith('C') && Limits.IsId(text) && text.Skip(1).All(char.IsAsciiDigit);
        var found = isNumber ? [text] : await files.Seek(text, phones.Read(text), page.After, limit, http.RequestAborted);
        var items = new List<ClientJson>(found.Count);
        foreach (var number in found)
            if ((await Of(grains, number).Get()).Value is { } view) items.Add(await files.Masked(view, http.RequestAborted));
        return Reply.Ok(new ClientPage(items, isNumber || found.Count < limit ? null : Page.Cursor(found[^1])), Wire.Json.ClientPage);
    }

    /// <summary>The file masked, or the problem.</summary>
    public static async Task<IResult> Masked(Answer<ClientView> answer, HttpContext http, ClientFiles files) =>
        answer.Value is { } view ? Reply.Post(http, new Answer<ClientJson>(await files.Masked(view, http.RequestAborted), null, answer.IsNew), Wire.Json.ClientJson) : Problems.From(answer.Refusal!, http);

    /// <summary>The grain of a file.</summary>
    public static IClientGrain Of(IGrainFactory grains, string number) => grains.GetGrain<IClientGrain>(number);

    // What a file says of others can be checked only by asking for them.
    private static async Task<IResult?> Faulty(ClientDraft draft, string? number, Check check, IGrainFactory grains, DateOnly today)
    {
        if (draft.Holder is not null && draft.Profile.Phone is not null) check.Add("holder", "not-with-a-phone");
        if (draft.IsMinorOn(today) && draft.Guardian is null) check.Add("guardian", "required-for-minors");
        if (!check.Failed && draft.Holder is { } holder && await Fault(holder, number, grains, needsPhone: true) is { } noHolder) check.Add("holder", noHolder);
        if (!check.Failed && draft.Guardian is { } guardian && await Fault(guardian, number, grains, needsPhone: false) is { } noGuardian) check.Add("guardian", noGuardian);
        return check.Failed ? Problems.Of(check) : null;
    }

    private static async Task<string?> Fault(string other, string? number, IGrainFactory grains, bool needsPhone) =>
        other == number ? "must-be-another-client"
        : (await Of(grains, other).Get()).Value is not { State: not (ClientState.Erasing or ClientState.Destroying or ClientState.Erased) } view ? "unknown-client"
        : needsPhone && !view.HasPhone ? "has-no-phone"
        : null;

    private static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
