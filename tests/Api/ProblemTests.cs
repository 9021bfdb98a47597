using System.Runtime.CompilerServices;
using BeautyGrains.Api.Http;
using BeautyGrains.Contracts;
using BeautyGrains.Silo.Engines;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class ProblemTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;

    [Fact]
    public void Every_refusal_has_a_problem_type_with_its_own_row()
    {
        foreach (var kind in Enum.GetValues<RefusalKind>()) ProblemTable.Of(Problems.TypeOf(kind)).Status.ShouldBeInRange(400, 499, kind.ToString());
        foreach (var type in Enum.GetValues<ProblemType>()) ProblemTable.Of(type).TitleZh.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Every_type_is_explained_at_its_own_address_in_both_languages_without_a_key()
    {
        using var nobody = _server.With(null);
        foreach (var row in ProblemTable.All)
        {
            var page = await nobody.Http.GetStringAsync(row.Address);
            page.ShouldContain(System.Net.WebUtility.HtmlEncode(row.TitleEn));
            page.ShouldContain(System.Net.WebUtility.HtmlEncode(row.TitleZh));
            // What an answer fills in is told by the member's name here, and what a terminal should do stands beside it.
            page.ShouldNotMatch(@"\{(available|state|lot)\}", row.Slug);
            page.ShouldContain(System.Net.WebUtility.HtmlEncode(ProblemAdvice.Of(row.Type).En));
            page.ShouldContain(System.Net.WebUtility.HtmlEncode(ProblemAdvice.Of(row.Type).Zh));
        }
        var list = await nobody.Http.GetStringAsync("/problems");
        foreach (var row in ProblemTable.All) list.ShouldContain($"<a href=\"{row.Address}\">");
        (await nobody.Get("/problems/no-such-type")).Expect(404);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "可用量不足", "zh-CN")]
    [InlineData("zh", "可用量不足", "zh-CN")]
    [InlineData("en-GB,zh;q=0.5", "Not enough available", "en")]
    [InlineData("fr, zh;q=0.5, en;q=0.2", "可用量不足", "zh-CN")]
    [InlineData("fr", "Not enough available", "en")]
    [InlineData("", "Not enough available", "en")]
    public async Task A_problem_speaks_the_language_asked_for(string accept, string title, string tag)
    {
        var path = await _server.Admin.NewStock("language", 0);
        var heard = (await _server.Admin.Put($"{path}/reservations/r1", """{"quantity":1}""", ("Accept-Language", accept))).Expect(409);
        heard.Text("title").ShouldBe(title);
        heard.Raw.Content.Headers.ContentLanguage.ShouldBe([tag]);
        heard.Text("detail").ShouldContain("0");
        heard.Raw.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_blocked_lot_names_itself_its_state_and_where_to_pin_anew()
    {
        var path = await _server.Admin.NewStock("blocked", 5);
        (await _server.Admin.Put($"{path}/reservations/r1", """{"quantity":2}""")).Expect(201);
        (await _server.Admin.Post($"{path}/lots/L1/status", """{"status":"held","reason":"complaint"}""")).Expect(200).Text("status").ShouldBe("held");
        var heard = (await _server.Admin.Post($"{path}/reservations/r1/commit")).Expect(409);
        heard.Type.ShouldBe("/problems/lot-blocked");
        heard.Text("lot").ShouldBe("L1");
        heard.Text("state").ShouldBe("held");
        heard.Text("repin").ShouldBe($"{path}/reservations/r1/repin");
        (await _server.Admin.Put($"{path}/receipts/second", """{"quantity":5,"lot":"L2"}""")).Expect(201);
        (await _server.Admin.Post(heard.Text("repin"))).Expect(200)["lots"][0].GetProperty("lot").GetString().ShouldBe("L2");
        (await _server.Admin.Post($"{path}/reservations/r1/commit")).Expect(200).Text("state").ShouldBe("committed");
    }

    [Fact]
    public void Trouble_that_is_definite_and_trouble_that_is_not_are_told_apart()
    {
        var faults = new Faults(NullLogger<Faults>.Instance, TimeProvider.System, new EngineTrouble());
        faults.TypeOf(new BusyException("")).ShouldBe(ProblemType.Busy);
        faults.TypeOf(new NotWrittenException("")).ShouldBe(ProblemType.NotWritten);
        faults.TypeOf(new OutcomeUnknownException("")).ShouldBe(ProblemType.OutcomeUnknown);
        faults.TypeOf(new TimeoutException()).ShouldBe(ProblemType.OutcomeUnknown);
        // Only engines make it.
        faults.TypeOf((Exception)RuntimeHelpers.GetUninitializedObject(typeof(OrleansMessageRejectionException))).ShouldBe(ProblemType.NotWritten);
        faults.TypeOf(new InvalidOperationException()).ShouldBe(ProblemType.Internal);
    }

    [Theory]
    [InlineData(CallFate.Refused, nameof(ProblemType.Busy))]
    [InlineData(CallFate.NotBegun, nameof(ProblemType.NotWritten))]
    [InlineData(CallFate.Unknown, nameof(ProblemType.OutcomeUnknown))]
    [InlineData(null, nameof(ProblemType.Internal))]
    public void What_the_engine_says_of_its_own_trouble_decides_the_problem(CallFate? fate, string problem) =>
        new Faults(NullLogger<Faults>.Instance, TimeProvider.System, new Saying(fate)).TypeOf(new InvalidOperationException()).ToString().ShouldBe(problem);

    private sealed class Saying(CallFate? fate) : IEngineTrouble
    {
        public CallFate? FateOf(Exception trouble) => fate;
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_problems_too()
    {
        (await _server.Admin.Get("/v1/nonsense")).Expect(404).Type.ShouldBe("/problems/not-found");
        var heard = (await _server.Admin.Send(HttpMethod.Patch, "/v1/stores/S1", "{}")).Expect(405);
        heard.Type.ShouldBe("/problems/method-not-allowed");
        heard.Raw.Content.Headers.Allow.ShouldBe(["GET", "PUT"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_correlation_id_is_honoured_if_it_is_one_and_made_otherwise()
    {
        (await _server.Admin.Get("/v1/stores", ("X-Correlation-Id", "till-7.42"))).Raw.Headers.GetValues("X-Correlation-Id").ShouldBe(["till-7.42"]);
        var made = (await _server.Admin.Get("/v1/nonsense", ("X-Correlation-Id", "not an id"))).Expect(404);
        made.Raw.Headers.GetValues("X-Correlation-Id").ShouldBe([made.Text("correlationId")]);
        Limits.IsId(made.Text("correlationId")).ShouldBeTrue();
    }
}
