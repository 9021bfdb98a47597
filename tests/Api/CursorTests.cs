using System.Text;

namespace BeautyGrains.Api.Tests;

/// <summary>Lists walked page by page.</summary>
[Collection(ServerCollection.Name)]
public sealed class CursorTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    [Theory]
    [InlineData("sku")]
    [InlineData("-sku")]
    [InlineData("onHand")]
    [InlineData("-onHand")]
    public async Task What_does_not_change_comes_exactly_once_while_the_list_is_written_to(string sort)
    {
        var name = "walk" + sort.Replace('-', 'd');
        await _api.NewStock(name, 0);
        var stable = Enumerable.Range(0, 24).Select(i => $"K-{name}-{i:00}").ToList();
        foreach (var sku in stable) await Receive(name, sku, "first", sku[^1] - '0' + 1);
        var movers = Enumerable.Range(0, 4).Select(i => $"K-{name}-{i * 7:00}x").ToList();
        foreach (var sku in movers) await Receive(name, sku, "first", 3);
        var seen = new List<string>();
        var round = 0;
        await foreach (var page in Pages($"/v1/stock?store=S-{name}&sort={sort}&limit=5"))
        {
            seen.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("sku").GetString()!));
            // Before, between and behind the pages something comes, and something moves along the order.
            await Receive(name, $"K-{name}-{round:00}new", "first", round);
            await Receive(name, movers[round % movers.Count], $"more{round}", 2);
            round++;
        }
        round.ShouldBeGreaterThan(4);
        seen.Where(stable.Contains).Order(StringComparer.Ordinal).ShouldBe(stable);
    }

    [Fact]
    public async Task A_search_is_walked_in_both_directions_while_products_are_put()
    {
        for (var i = 0; i < 9; i++) (await _api.Put($"/v1/skus/WALK-{i}", $$"""{"name":"Quokka balm {{i}}","unit":"piece"}""")).Expect(201);
        foreach (var sort in new[] { "relevance", "-relevance", "sku", "-name", "-changedAt" })
        {
            var seen = new List<string>();
            await foreach (var page in Pages($"/v1/skus?q=quokka&sort={sort}&limit=2"))
            {
                seen.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("sku").GetString()!));
                page.Text("match").ShouldBe("exact");
                (await _api.Put($"/v1/skus/NEW{sort}-{seen.Count}", """{"name":"Zebra quokka","unit":"piece"}""")).Expect(201);
            }
            seen.Where(sku => sku.StartsWith("WALK-", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 9).Select(i => $"WALK-{i}"), sort);
            seen.Distinct().Count().ShouldBe(seen.Count, sort);
        }
    }

    [Fact]
    public async Task A_search_goes_on_as_it_began_though_the_word_is_spelt_right_by_now()
    {
        for (var i = 0; i < 4; i++) (await _api.Put($"/v1/skus/SPELT-{i}", $$"""{"name":"Axolotl {{i}}","unit":"piece"}""")).Expect(201);
        var first = (await _api.Get("/v1/skus?q=axoltol&limit=3")).Expect(200);
        first.Text("match").ShouldBe("similar");
        (await _api.Put("/v1/skus/SPELT-X", """{"name":"Axoltol","unit":"piece"}""")).Expect(201);
        var second = (await _api.Get($"/v1/skus?q=axoltol&limit=3&cursor={first.Text("cursor")}")).Expect(200);
        second.Text("match").ShouldBe("similar");
        first["items"].EnumerateArray().Concat(second["items"].EnumerateArray()).Select(item => item.GetProperty("sku").GetString()!)
            .Where(sku => sku.Length == 7 && sku != "SPELT-X").ShouldBe(["SPELT-0", "SPELT-1", "SPELT-2", "SPELT-3"]);
        (await _api.Get("/v1/skus?q=axoltol")).Expect(200).Text("match").ShouldBe("exact");
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_call_its_filters_and_its_sort_but_not_to_its_limit()
    {
        for (var i = 0; i < 3; i++) await _api.NewStock($"bound-{i}", 1);
        var cursor = (await _api.Get("/v1/stock?minOnHand=1&sort=sku&limit=1")).Expect(200).Text("cursor");
        (await _api.Get($"/v1/stock?limit=2&sort=sku&minOnHand=1&cursor={cursor}")).Expect(200)["items"].GetArrayLength().ShouldBe(2);
        foreach (var other in new[] { "stock?minOnHand=2&sort=sku", "stock?minOnHand=1&sort=-sku", "stock?minOnHand=1", "stock?sort=sku", "stock?minOnHand=1&sort=sku&store=S-bound-1", "lots?sort=store", "skus?sort=sku" })
        {
            var refused = (await _api.Get($"/v1/{other}&cursor={cursor}")).Expect(400);
            refused["errors"].GetProperty("cursor")[0].GetString().ShouldBe("cursor-of-another-query", other);
        }
    }

    [Fact]
    public async Task A_cursor_that_was_tampered_with_is_refused_or_read_as_a_place_of_the_same_list()
    {
        for (var i = 0; i < 2; i++) await _api.NewStock($"tamper-{i}", 1);
        var cursor = (await _api.Get("/v1/stock?sort=-onHand&limit=1")).Expect(200).Text("cursor");
        var letters = "Az09-_.~%27";
        for (var i = 0; i < cursor.Length; i++)
        {
            var changed = new StringBuilder(cursor) { [i] = letters[i % letters.Length] };
            (await _api.Get($"/v1/stock?sort=-onHand&limit=1&cursor={Uri.EscapeDataString(changed.ToString())}")).Status.ShouldBeOneOf(200, 400);
            (await _api.Get($"/v1/stock?sort=-onHand&limit=1&cursor={cursor[..i]}")).Status.ShouldBeOneOf(200, 400);
        }
    }

    private async Task Receive(string store, string sku, string id, int quantity)
    {
        (await _api.Put($"/v1/skus/{sku}", """{"name":"Product","unit":"piece"}""")).Status.ShouldBeOneOf(200, 201);
        (await _api.Put($"/v1/stores/S-{store}/skus/{sku}/receipts/{id}", $"{{\"quantity\":{quantity + 1},\"lot\":\"L1\"}}")).Expect(201);
    }

    private async IAsyncEnumerable<Heard> Pages(string query)
    {
        string? cursor = null;
        do
        {
            var page = (await _api.Get(query + (cursor is null ? "" : $"&cursor={cursor}"))).Expect(200);
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
            yield return page;
        }
        while (cursor is not null);
    }
}
