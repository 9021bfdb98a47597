namespace BeautyGrains.Api.Tests;

/// <summary>Boxes and kits over HTTP: parentage, expiry, cost, undoing.</summary>
[Collection(ServerCollection.Name)]
public sealed class RepackCallTests(SharedServer shared)
{
    private readonly Api _api = shared.Server.Admin;

    private async Task Store(string name) =>
        (await _api.Put($"/v1/stores/S-{name}", """{"name":"Store","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);

    private async Task Sku(string sku, string category = "ordinary-cosmetic") =>
        (await _api.Put($"/v1/skus/{sku}", $$"""{"name":"Product","unit":"piece","goodsCategory":"{{category}}"}""")).Expect(201);

    private async Task<string> Lot(string store, string sku, string lot, decimal quantity, decimal cost, string expires)
    {
        var path = $"/v1/stores/S-{store}/skus/{sku}";
        (await _api.Put($"{path}/receipts/r-{lot}", FormattableString.Invariant($$$"""{"quantity":{{{quantity}}},"lot":"{{{lot}}}","expiresOn":"{{{expires}}}","unitCost":{"amount":{{{cost}}},"currency":"CNY"}}"""))).Expect(201);
        return path;
    }

    private async Task<(string A, string B, string Kit)> Kits(string name)
    {
        await Store(name);
        foreach (var sku in new[] { "A", "B", "KIT" }) await Sku($"{sku}-{name}");
        var (a, b) = (await Lot(name, $"A-{name}", "A1", 10, 100, "2090-05-31"), await Lot(name, $"B-{name}", "B1", 10, 33.5m, "2090-03-31"));
        (await _api.Put($"/v1/recipes/kit-{name}", $$$"""{"name":"Kit","bills":[{"inputs":[{"sku":"A-{{{name}}}","quantity":1},{"sku":"B-{{{name}}}","quantity":2}],"outputs":[{"sku":"KIT-{{{name}}}","quantity":1}]}]}""")).Expect(201);
        return (a, b, $"/v1/stores/S-{name}/skus/KIT-{name}");
    }

    [Fact]
    public async Task A_kit_names_its_parents_has_their_earliest_expiry_and_their_cost_and_a_recall_finds_it()
    {
        var (a, b, kit) = await Kits("kit");
        const string Ask = """{"store":"S-kit","recipe":"kit-kit","times":3,"reason":"promotion"}""";
        var made = (await _api.Put("/v1/repacks/RP-kit", Ask)).Expect(201);
        (made.Text("state"), made["cost"].GetProperty("amount").GetDecimal()).ShouldBe(("done", 501m));
        (await _api.Put("/v1/repacks/RP-kit", Ask)).Expect(200);
        (await _api.Put("/v1/repacks/RP-kit", Ask.Replace("3", "2", StringComparison.Ordinal))).Expect(422);
        var lot = (await _api.Get(kit)).Expect(200)["lots"][0];
        (lot.GetProperty("lot").GetString(), lot.GetProperty("onHand").GetDecimal(), lot.GetProperty("expiresOn").GetString(), lot.GetProperty("unitCost").GetProperty("amount").GetDecimal()).ShouldBe(("RP-kit", 3m, "2090-03-31", 167m));
        lot.GetProperty("parents").EnumerateArray().Select(parent => (parent.GetProperty("sku").GetString(), parent.GetProperty("lot").GetString(), parent.GetProperty("quantity").GetDecimal()))
            .ShouldBe([("A-kit", "A1", 3m), ("B-kit", "B1", 6m)]);
        ((await _api.Get(a)).Number("onHand"), (await _api.Get(b)).Number("onHand")).ShouldBe((7m, 4m));
        (await _api.Get($"{kit}/ledger"))["items"][0].GetProperty("document").GetString().ShouldBe("repack/RP-kit");

        // Taken apart again, into lots of their own numbers; children of all generations are found.
        (await _api.Put("/v1/repacks/RP-apart", """{"store":"S-kit","recipe":"kit-kit","times":1,"dismantle":true}""")).Expect(201)["cost"].GetProperty("amount").GetDecimal().ShouldBe(167);
        (await _api.Get(a))["lots"].EnumerateArray().Select(one => one.GetProperty("lot").GetString()).ShouldBe(["A1~repack", "A1"]);
        (await _api.Get($"{a}/lots/A1/children")).Expect(200)["items"].EnumerateArray().Select(one => one.GetProperty("lot").GetString()).ShouldBe(["RP-kit", "A1~repack", "B1~repack"]);
        (await _api.Get($"{a}/lots/none/children")).Expect(404).Type.ShouldBe("/problems/unknown-lot");
    }

    [Fact]
    public async Task Undoing_puts_everything_back_at_its_cost_and_is_refused_where_some_is_gone()
    {
        var (a, b, kit) = await Kits("undo");
        (await _api.Put("/v1/repacks/RP-undo", """{"store":"S-undo","recipe":"kit-undo","times":3}""")).Expect(201);
        (await _api.Put($"{kit}/sales/s1", """{"quantity":1}""")).Expect(201);
        var refused = (await _api.Post("/v1/repacks/RP-undo/undo", """{"reason":"wrong"}""")).Expect(409);
        refused.Type.ShouldBe("/problems/insufficient-available");
        (await _api.Get("/v1/repacks/RP-undo")).Expect(200).Text("state").ShouldBe("done");
        (await _api.Get(kit)).Number("onHand").ShouldBe(2);
        (await _api.Put($"{kit}/reversals/v1", """{"kind":"sale","movementId":"s1","reason":"wrong"}""")).Expect(201);
        (await _api.Post("/v1/repacks/RP-undo/undo", """{"reason":"wrong"}""")).Expect(200).Text("state").ShouldBe("undone");
        (await _api.Post("/v1/repacks/RP-undo/undo", """{"reason":"wrong"}""")).Expect(200);
        (await _api.Post("/v1/repacks/RP-undo/undo", """{"reason":"other"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
        (await _api.Get(kit)).Number("onHand").ShouldBe(0);
        foreach (var (path, cost) in new[] { (a, 100m), (b, 33.5m) })
        {
            var lot = (await _api.Get(path)).Expect(200)["lots"][0];
            (lot.GetProperty("onHand").GetDecimal(), lot.GetProperty("unitCost").GetProperty("amount").GetDecimal()).ShouldBe((10m, cost));
        }
        (await _api.Get($"{a}/lots/A1/children")).Expect(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_does_not_suffice_or_is_blocked_is_refused_and_what_had_left_is_back()
    {
        var (a, b, _) = await Kits("less");
        (await _api.Post($"{b}/lots/B1/status", """{"status":"held","reason":"seen"}""")).Expect(200);
        var refused = (await _api.Put("/v1/repacks/RP-less", """{"store":"S-less","recipe":"kit-less","times":3}""")).Expect(409);
        (refused.Type, refused["lines"][0].GetProperty("sku").GetString()).ShouldBe(("/problems/insufficient-available", "B-less"));
        (await _api.Get(a)).Number("onHand").ShouldBe(10);
        (await _api.Get("/v1/repacks/RP-less")).Expect(200).Text("state").ShouldBe("refused");
        (await _api.Put("/v1/repacks/RP-less2", """{"store":"S-less","recipe":"kit-less","times":3,"lots":[{"sku":"B-less","lot":"B1"}]}""")).Expect(409)["lines"][0].GetProperty("problem").GetProperty("type").GetString().ShouldBe("/problems/lot-blocked");
        (await _api.Post("/v1/repacks/RP-less/undo", """{"reason":"x"}""")).Expect(409).Type.ShouldBe("/problems/invalid-state");
    }

    [Fact]
    public async Task A_lot_that_was_recalled_while_goods_were_on_their_way_makes_recalled_lots()
    {
        await Store("box");
        await Sku("BOX-box");
        await Sku("ONE-box");
        var box = await Lot("box", "BOX-box", "L7", 2, 1_000, "2090-05-31");
        (await _api.Put("/v1/recipes/box", """{"name":"Box","bills":[{"inputs":[{"sku":"BOX-box","quantity":1}],"outputs":[{"sku":"ONE-box","quantity":10}]}]}""")).Expect(201);
        (await _api.Put("/v1/repacks/RP-box", """{"store":"S-box","recipe":"box","times":1}""")).Expect(201);
        var one = (await _api.Get("/v1/stores/S-box/skus/ONE-box")).Expect(200)["lots"][0];
        (one.GetProperty("lot").GetString(), one.GetProperty("onHand").GetDecimal(), one.GetProperty("unitCost").GetProperty("amount").GetDecimal()).ShouldBe(("L7", 10m, 100m));
        (await _api.Get(box))["lots"][0].GetProperty("repacks")[0].GetString().ShouldBe("RP-box");
    }

    [Fact]
    public async Task Cosmetics_are_never_mixed_and_drugs_are_not_repacked_until_the_table_says_so()
    {
        await Store("rule");
        foreach (var sku in new[] { "X", "Y", "Z" }) await Sku($"{sku}-rule");
        await Sku("D-rule", "other");
        const string Mix = """{"name":"Mix","bills":[{"inputs":[{"sku":"X-rule","quantity":0.5},{"sku":"Y-rule","quantity":1}],"outputs":[{"sku":"Z-rule","quantity":1}]}]}""";
        var refused = (await _api.Put("/v1/recipes/mix", Mix)).Expect(409);
        (refused.Type, refused.Text("state")).ShouldBe(("/problems/repack-not-allowed", "mix"));
        (await _api.Put("/v1/repack-policy", """{"rules":[{"category":"ordinary-cosmetic","kinds":["mix"]}]}""")).Expect(400).Faulty.ShouldBe(["rules[0].kinds"]);
        (await _api.Get("/v1/repack-policy")).Expect(200)["rules"].GetArrayLength().ShouldBe(4);
        // A product that becomes a drug later is looked at on the day.
        (await _api.Put("/v1/recipes/drug", """{"name":"Drug","bills":[{"inputs":[{"sku":"D-rule","quantity":1}],"outputs":[{"sku":"Z-rule","quantity":10}]}]}""")).Expect(201);
        (await _api.Put("/v1/skus/D-rule", """{"name":"Product","unit":"piece","goodsCategory":"device-i"}""")).Expect(200);
        (await _api.Put("/v1/repacks/RP-drug", """{"store":"S-rule","recipe":"drug","times":1}""")).Status.ShouldBe(409);
        (await _api.Get("/v1/repacks/RP-drug")).Expect(404).Type.ShouldBe("/problems/unknown-repack");
    }

    [Theory]
    [InlineData("{}", "recipe,store,times")]
    [InlineData("""{"store":"S-bad","recipe":"r","times":0}""", "times")]
    [InlineData("""{"store":"S-bad","recipe":"a b","times":1}""", "recipe")]
    [InlineData("""{"store":"S-bad","recipe":"r","times":1,"lots":[{"sku":"A"}]}""", "lots[0].lot")]
    [InlineData("""{"store":"S-bad","recipe":"r","times":1,"lots":[{"sku":"A","lot":"L"},{"sku":"A","lot":"M"}]}""", "lots")]
    [InlineData("""{"store":"S-bad","recipe":"r","times":1,"lot":"a b"}""", "lot")]
    [InlineData("""{"store":"S-bad","recipe":"r","times":1,"reason":""}""", "reason")]
    public async Task A_faulty_repack_names_its_fields(string body, string fields)
    {
        (await _api.Put("/v1/repacks/RP-bad", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/repacks/RP-bad")).Expect(404);
    }

    [Theory]
    [InlineData("{}", "bills,name")]
    [InlineData("""{"name":"R","bills":[]}""", "bills")]
    [InlineData("""{"name":"R","bills":[{"inputs":[],"outputs":[{"sku":"A","quantity":1}]}]}""", "bills[0].inputs")]
    [InlineData("""{"name":"R","bills":[{"inputs":[{"sku":"A","quantity":1}],"outputs":[{"sku":"A","quantity":1}]}]}""", "bills[0].outputs")]
    [InlineData("""{"name":"R","bills":[{"inputs":[{"sku":"A","quantity":1,"packaging":true}],"outputs":[{"sku":"B","quantity":1}]}]}""", "bills[0].inputs")]
    [InlineData("""{"name":"R","bills":[{"inputs":[{"sku":"A","quantity":1}],"outputs":[{"sku":"B","quantity":1,"share":0}]}]}""", "bills[0].outputs")]
    [InlineData("""{"name":"R","bills":[{"inputs":[{"sku":"A","quantity":1}],"outputs":[{"sku":"B","quantity":1,"packaging":true}]}]}""", "bills[0].outputs[0].packaging")]
    [InlineData("""{"name":"R","bills":[{"inputs":[{"sku":"A","quantity":-1}],"outputs":[{"sku":"B","quantity":1}]}]}""", "bills[0].inputs[0].quantity")]
    public async Task A_faulty_recipe_names_its_fields(string body, string fields)
    {
        (await _api.Put("/v1/recipes/bad", body)).Expect(400).Faulty.ShouldBe(fields.Split(','), ignoreOrder: true);
        (await _api.Get("/v1/recipes/bad")).Expect(404).Type.ShouldBe("/problems/unknown-recipe");
    }

    [Fact]
    public async Task What_is_not_there_is_told_so()
    {
        await Store("rp-none");
        (await _api.Put("/v1/repacks/RP-none", """{"store":"S-rp-none","recipe":"nothing","times":1}""")).Expect(404).Type.ShouldBe("/problems/unknown-recipe");
        (await _api.Put("/v1/repacks/RP-none", """{"store":"S-nowhere","recipe":"nothing","times":1}""")).Expect(404).Type.ShouldBe("/problems/unknown-store");
        (await _api.Put("/v1/recipes/none", """{"name":"R","bills":[{"inputs":[{"sku":"K-nobody","quantity":1}],"outputs":[{"sku":"B","quantity":1}]}]}""")).Expect(404).Type.ShouldBe("/problems/unknown-sku");
        (await _api.Post("/v1/repacks/RP-none/undo", """{"reason":"x"}""")).Expect(404).Type.ShouldBe("/problems/unknown-repack");
        (await _api.Post("/v1/repacks/RP-none/undo", "{}")).Expect(400).Faulty.ShouldBe(["reason"]);
    }
}
