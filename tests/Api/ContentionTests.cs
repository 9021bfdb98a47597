namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class ContentionTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Fact]
    public async Task A_hundred_equal_requests_at_once_make_one_reservation_and_get_one_answer()
    {
        var path = await _api.NewStock("hundred", 100);
        var heard = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _api.Put($"{path}/reservations/same", """{"quantity":1}""")));
        heard.Count(one => one.Status == 201).ShouldBe(1);
        heard.Count(one => one.Status == 200).ShouldBe(99);
        heard.Select(one => one.Body.ToString()).Distinct().Count().ShouldBe(1);
        (await _api.Get(path)).Number("reserved").ShouldBe(1);
    }

    [Fact]
    public async Task Of_a_thousand_who_want_the_last_unit_by_any_call_exactly_one_gets_it()
    {
        var path = await _api.NewStock("last", 1);
        var outcomes = (await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => (i % 4) switch
        {
            0 => Single(path, i),
            1 => Batch(i),
            2 => AllOrNothing(i),
            _ => Basket(i),
        }))).ToList();
        outcomes.Count(outcome => outcome == "held").ShouldBe(1);
        outcomes.Count(outcome => outcome == "/problems/insufficient-available").ShouldBe(999);
        var stock = (await _api.Get(path)).Expect(200);
        (stock.Number("onHand"), stock.Number("reserved"), stock.Number("available")).ShouldBe((1, 1, 0));
        stock["lots"].EnumerateArray().Sum(lot => lot.GetProperty("onHand").GetDecimal()).ShouldBe(stock.Number("onHand"));
        stock["lots"].EnumerateArray().Sum(lot => lot.GetProperty("reserved").GetDecimal()).ShouldBe(stock.Number("reserved"));
        (await _api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    private async Task<string> Single(string path, int i)
    {
        var heard = await _api.Put($"{path}/reservations/one-{i}", """{"quantity":1}""");
        return heard.Status == 201 ? "held" : heard.Expect(409).Type;
    }

    private async Task<string> Batch(int i)
    {
        var item = (await _api.Post("/v1/reservations/batch", $$"""{"items":[{"id":"many-{{i}}","store":"S-last","sku":"K-last","quantity":1}]}""")).Expect(200)["items"][0];
        return item.TryGetProperty("problem", out var problem) ? problem.GetProperty("type").GetString()! : "held";
    }

    private async Task<string> AllOrNothing(int i)
    {
        var heard = await _api.Post("/v1/reservations/batch", $$"""{"allOrNothing":true,"items":[{"id":"all-{{i}}","store":"S-last","sku":"K-last","quantity":1}]}""");
        return heard.Status == 200 ? "held" : heard.Expect(409)["lines"][0].GetProperty("problem").GetProperty("type").GetString()!;
    }

    private async Task<string> Basket(int i)
    {
        var heard = await _api.Put($"/v1/baskets/last-{i}", """{"store":"S-last","lines":[{"sku":"K-last","quantity":1}],"allOrNothing":true}""");
        return heard.Status == 201 ? "held" : heard.Expect(409)["lines"][0].GetProperty("problem").GetProperty("type").GetString()!;
    }
}
