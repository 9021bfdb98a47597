using System.Globalization;
using BeautyGrains.Api.Access;
using BeautyGrains.Api.Conditions;
using BeautyGrains.Api.Http;
using BeautyGrains.Api.Lists;
using BeautyGrains.Grains;
using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Rounds;

/// <summary>A page of rounds, oldest first.</summary>
/// <param name="Cursor">Where the next page starts; absent at the end, for now.</param>
internal sealed record RoundPage(IReadOnlyList<RoundView> Items, string? Cursor);

/// <summary>What a store has to do.</summary>
/// <param name="Actions">That are not closed, oldest first.</param>
/// <param name="Due">By template of a schedule: when it was last answered, and by when it is to be next.</param>
internal sealed record RoundDutiesJson(string Store, IReadOnlyList<RoundAction> Actions, IReadOnlyList<RoundDueJson> Due);

/// <summary>When a template was last answered, and by when it is to be next.</summary>
internal sealed record RoundDueJson(string Template, DateOnly? LastOn, DateOnly DueOn, bool Missed);

/// <summary>A round.</summary>
internal sealed record MakeRoundBody([property: Needed] string? Template, [property: Needed] IReadOnlyList<RoundAnswerBody?>? Answers)
{
    public MakeRound ToCommand(string id, Check check, Caller by) => new(
        id, check.Id("template", Template), [.. check.List("answers", Answers, RoundForm.MaxItems).Select((one, i) => one.ToAnswer($"answers[{i}].", check))], by);
}

/// <summary>What was found of an item.</summary>
/// <param name="Photo">Id of a kept document.</param>
/// <param name="Owner">Of the action, where it is wrong: a person's id.</param>
internal sealed record RoundAnswerBody([property: Needed] string? Item, bool? Ok, Num Value, string? Photo, string? Note, string? Owner, string? DueOn)
{
    public RoundAnswer ToAnswer(string of, Check check) => new(
        check.Id($"{of}item", Item), Ok, check.Optional($"{of}value", Value, -1_000_000, 1_000_000, 3), check.OptionalId($"{of}photo", Photo), check.OptionalText($"{of}note", Note), check.OptionalId($"{of}owner", Owner),
        check.Day($"{of}dueOn", DueOn));
}

/// <summary>Moves an action on.</summary>
/// <param name="Move">assign, finish, confirm or send-back.</param>
internal sealed record MoveRoundBody([property: Needed] string? Move, string? Owner, string? DueOn, string? Note, string? Document);

/// <summary>The rounds of stores and what becomes of what they find.</summary>
internal static class RoundCalls
{
    private const string Path = "/stores/{store}/rounds";

    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapPut($"{Path}/{{id}}", Make).Operation("MakeRound").Describe("rounds", "Answer a checklist; what is wrong becomes an action").Takes<MakeRoundBody>().Puts<RoundView>();
        v1.MapGet($"{Path}/{{id}}", Get).Operation("GetRound").Describe("rounds", "A round").Gives<RoundView>();
        v1.MapGet(Path, List).Operation("ListRounds").Describe("rounds", "The rounds of a store, oldest first").Gives<RoundPage>();
        v1.MapGet("/stores/{store}/round-duties", Duties).Operation("GetRoundDuties").Describe("rounds", "What a store has to do: open actions, and rounds that are due").Gives<RoundDutiesJson>();
        v1.MapPost($"{Path}/{{id}}/actions/{{item}}", Move).Operation("MoveRoundAction").Describe("rounds", "Assign, finish, confirm or send back an action").Takes<MoveRoundBody>().Gives<RoundAction>();
    }

    private static async Task<IResult> Make(string store, string id, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.MakeRoundBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = body.ToCommand(id, check, http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Put(http, await Of(grains, store).Make(ask), Wire.Json.RoundView, round => round.Version);
    }

    private static async Task<IResult> Get(string store, string id, HttpContext http, IGrainFactory grains) =>
        Reply.Get(await Of(grains, store).GetRound(id), http, Wire.Json.RoundView, round => round.Version);

    private static async Task<IResult> List(string store, string? cursor, string? limit, HttpContext http, IGrainFactory grains, RoundHistory history)
    {
        var (page, bad) = Page.Of(cursor, limit);
        if (bad is not null) return bad;
        var after = 0L;
        if (page.After.Length > 0 && !long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            var check = new Check();
            check.Add("cursor", "unknown-cursor");
            return Problems.Of(check);
        }
        if (await ZonePath.Unknown(store, http, grains) is { } unknown) return unknown;
        var rounds = await history.Page(store, after, page.Limit, http.RequestAborted);
        return Reply.Ok(new RoundPage(rounds, rounds.Count < page.Limit ? null : Page.Cursor(rounds[^1].Version.ToString(CultureInfo.InvariantCulture))), Wire.Json.RoundPage);
    }

    private static async Task<IResult> Duties(string store, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        if (await grains.GetGrain<IStoreGrain>(store).Get() is not { } record) return Problems.From(new(RefusalKind.UnknownStore, Store: store), http);
        var (policy, book) = ((await grains.GetGrain<IRoundPolicyGrain>(IRoundPolicyGrain.Key).Get()).Policy, await Of(grains, store).Get());
        var today = ExpiryRules.DayAt(clock.GetUtcNow(), record.Record.TimeZone);
        var due = new List<RoundDueJson>();
        foreach (var template in policy.Templates)
        {
            var last = book?.Last.FirstOrDefault(one => one.Template == template.Id)?.Day;
            if (RoundRules.DueOn(policy, template.Id, store, last, today) is { } day) due.Add(new(template.Id, last, day, day < today));
        }
        return Reply.Ok(new RoundDutiesJson(store, book?.Actions ?? [], due), Wire.Json.RoundDutiesJson);
    }

    private static async Task<IResult> Move(string store, string id, string item, HttpContext http, IGrainFactory grains)
    {
        var (body, bad) = await JsonBody.Read(http, Wire.Json.MoveRoundBody);
        if (bad is not null) return bad;
        var check = new Check();
        var ask = new MoveRoundAction(
            id, check.Id("item", item), check.Word<RoundMove>("move", body.Move), check.OptionalId("owner", body.Owner), check.Day("dueOn", body.DueOn), check.OptionalText("note", body.Note),
            check.OptionalId("document", body.Document), http.Caller());
        return check.Failed ? Problems.Of(check) : Reply.Post(http, await Of(grains, store).Act(ask), Wire.Json.RoundAction);
    }

    private static IRoundGrain Of(IGrainFactory grains, string store) => grains.GetGrain<IRoundGrain>(store);
}
