namespace BeautyGrains.Api.Tests;

/// <summary>Batches of all or nothing over HTTP.</summary>
[Collection(ServerCollection.Name)]
public sealed class BatchCallTests(SharedServer shared)
{
    private Api Api => shared.Server.Admin;

    private static string Of(params string[] items) => $$"""{"allOrNothing":true,"items":[{{string.Join(',', items)}}]}""";

    private static string Item(string id, string place, decimal quantity, string more = "") =>
        FormattableString.Invariant($$"""{"id":"{{id}}","store":"S-{{place}}","sku":"K-{{place}}","quantity":{{quantity}}{{more}}}""");

    private Task<Heard> Post(string body, params (string, string)[] headers) => Api.Post("/v1/reservations/batch", body, headers);

    private static int[] Statuses(Heard heard) => [.. heard["items"].EnumerateArray().Select(item => item.GetProperty("status").GetInt32())];

    [Fact]
    public async Task Every_item_is_a_reservation_in_its_own_store_and_a_repeat_gets_the_first_answer()
    {
        var (north, south) = (await Api.NewStock("north", 5), await Api.NewStock("south", 5));
        var batch = Of(Item("i1", "south", 2, ",\"ttlSeconds\":60"), Item("i2", "north", 1), Item("i3", "south", 1, ",\"lot\":\"L1\""));
        var held = (await Post(batch)).Expect(200);
        Statuses(held).ShouldBe([201, 201, 201]);
        held["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()).ShouldBe(["i1", "i2", "i3"]);
        held["items"][0].GetProperty("reservation").GetRawText().ShouldBe((await Api.Get($"{south}/reservations/i1")).Expect(200).Body.GetRawText());

        (await Api.Post($"{south}/reservations/i1/commit")).Expect(200).Text("state").ShouldBe("committed");
        (await Api.Post($"{north}/reservations/i2/extend", """{"ttlSeconds":3600}""")).Expect(200);
        (await Api.Post($"{south}/reservations/i3/release")).Expect(200);
        (await Api.Put($"{south}/reservations/i1", """{"quantity":2,"ttlSeconds":60}""")).Expect(200);

        var again = (await Post(Of(Item("i2", "north", 1), Item("i1", "south", 2, ",\"ttlSeconds\":60"), Item("i3", "south", 1, ",\"lot\":\"L1\"")))).Expect(200);
        Statuses(again).ShouldBe([200, 200, 200]);
        again["items"][1].GetProperty("reservation").GetRawText().ShouldBe(held["items"][0].GetProperty("reservation").GetRawText());
        (await Post(batch.Replace("\"quantity\":2", "\"quantity\":3", StringComparison.Ordinal))).Expect(422);
        var stock = await Api.Get(south);
        (stock.Number("onHand"), stock.Number("reserved")).ShouldBe((3, 0));
        (await Api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    [Fact]
    public async Task A_refused_batch_holds_nothing_names_its_lines_and_may_be_tried_again()
    {
        var (east, west) = (await Api.NewStock("east", 5), await Api.NewStock("west", 1));
        var batch = Of(Item("i1", "east", 2), Item("i2", "west", 2));
        var refused = (await Post(batch)).Expect(409);
        refused.Type.ShouldBe("/problems/insufficient-available");
        var line = refused["lines"].EnumerateArray().ShouldHaveSingleItem();
        (line.GetProperty("store").GetString(), line.GetProperty("sku").GetString(), line.GetProperty("id").GetString()).ShouldBe(("S-west", "K-west", "i2"));
        (line.GetProperty("problem").GetProperty("available").GetDecimal(), line.GetProperty("problem").GetProperty("store").GetString()).ShouldBe((1, "S-west"));
        (await Api.Get(east)).Number("reserved").ShouldBe(0);
        (await Api.Get($"{east}/reservations/i1")).Expect(404);

        (await Post(Of(Item("i1", "east", 2), Item("i2", "nowhere", 1), Item("i3", "west", 2)))).Expect(409).Type.ShouldBe("/problems/lines-refused");
        (await Api.Put($"{west}/receipts/more", """{"quantity":5,"lot":"L2"}""")).Expect(201);
        Statuses((await Post(batch)).Expect(200)).ShouldBe([201, 201]);
        ((await Api.Get(east)).Number("reserved"), (await Api.Get(west)).Number("reserved")).ShouldBe((2, 2));
    }

    [Fact]
    public async Task An_item_that_was_there_before_counts_and_an_idempotency_key_names_the_batch()
    {
        var path = await Api.NewStock("before", 5);
        (await Api.Put($"{path}/reservations/i1", """{"quantity":2}""")).Expect(201);
        (await Post(Of(Item("i1", "before", 2), Item("i2", "before", 4)), ("Idempotency-Key", "k1"))).Expect(409);
        (await Api.Get(path)).Number("reserved").ShouldBe(2);
        Statuses((await Post(Of(Item("i1", "before", 2), Item("i2", "before", 1)), ("Idempotency-Key", "k1"))).Expect(200)).ShouldBe([200, 201]);
        Statuses((await Post(Of(Item("i1", "before", 2), Item("i2", "before", 1)), ("Idempotency-Key", "k1"))).Expect(200)).ShouldBe([200, 200]);
        (await Post(Of(Item("i3", "before", 1)), ("Idempotency-Key", "k1"))).Expect(422);
        (await Api.Get(path)).Number("reserved").ShouldBe(3);
    }
}
