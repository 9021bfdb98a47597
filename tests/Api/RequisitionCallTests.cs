using BeautyGrains.Contracts;

namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class RequisitionCallTests(SharedServer shared)
{
    private const string Limit = ",\"limits\":[{\"kind\":\"requisition\"}]";
    private readonly ApiServer _server = shared.Server;

    private Api Admin => _server.Admin;

    private async Task<string> NewWarehouse(string name, decimal stock)
    {
        var path = await Admin.NewStock(name, stock);
        (await Admin.Put($"/v1/stores/S-{name}-shop", """{"name":"Shop","timeZone":"Asia/Shanghai"}""")).Status.ShouldBeOneOf(200, 201);
        return path;
    }

    private static string Body(string name, decimal quantity) => $$"""{"from":"S-{{name}}","to":"S-{{name}}-shop","lines":[{"sku":"K-{{name}}","quantity":{{quantity}}}]}""";

    [Fact]
    public async Task A_store_asks_another_person_approves_the_warehouse_sends_and_the_rest_is_a_need_until_it_is_ordered()
    {
        await NewWarehouse("req", 7);
        using var manager = await _server.NewPerson("req-manager", """{"stores":["S-req-shop"]}""", Limit, PersonRole.StoreManager);
        using var boss = await _server.NewPerson("req-boss", """{"all":true}""", Limit, PersonRole.RegionalManager);
        using var keeper = await _server.NewPerson("req-keeper", """{"stores":["S-req"]}""", PersonRole.Warehouse);
        using var buyer = await _server.NewPerson("req-buyer", PersonRole.Buyer);
        const string Path = "/v1/requisitions/req-1";
        (await manager.Put(Path, Body("req", 10))).Expect(201).Text("state").ShouldBe("draft");
        (await keeper.Put("/v1/requisitions/req-2", Body("req", 10))).Expect(403);
        (await manager.Post($"{Path}/submit")).Expect(200);
        (await manager.Post($"{Path}/approve")).Expect(409).Type.ShouldBe("/problems/approver-is-author");
        (await Admin.Post($"{Path}/approve")).Expect(409).Type.ShouldBe("/problems/approver-needed");
        (await boss.Post($"{Path}/approve")).Expect(200).Text("approvedBy").ShouldBe("req-boss");
        (await manager.Post($"{Path}/allocate")).Expect(403);
        var allocated = (await keeper.Post($"{Path}/allocate")).Expect(200);
        (allocated["lines"][0].GetProperty("allocated").GetDecimal(), allocated["lines"][0].GetProperty("missing").GetDecimal()).ShouldBe((7m, 3m));

        var need = (await buyer.Get("/v1/requisition-needs?requisition=req-1")).Expect(200)["items"][0];
        (need.GetProperty("store").GetString(), need.GetProperty("for").GetString(), need.GetProperty("quantity").GetDecimal()).ShouldBe(("S-req", "S-req-shop", 3m));
        (await manager.Post($"{Path}/needs/K-req", """{"order":"PO-1"}""")).Expect(403);
        (await buyer.Post($"{Path}/needs/K-req", """{"order":"PO-1"}""")).Expect(200);
        (await buyer.Get("/v1/requisition-needs?requisition=req-1")).Expect(200)["items"].GetArrayLength().ShouldBe(0);

        (await keeper.Post($"/v1/transfers/{allocated.Text("transfer")}/ship")).Expect(200);
        (await manager.Get(Path)).Expect(200).Text("state").ShouldBe("dispatched");
        (await manager.Post($"/v1/transfers/{allocated.Text("transfer")}/receive")).Expect(200);
        (await manager.Get(Path)).Expect(200).Text("state").ShouldBe("received");
        (await manager.Get("/v1/requisitions?state=received")).Expect(200)["items"].EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldBe(["req-1"]);
        (await Admin.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    [Fact]
    public async Task Several_requisitions_share_what_there_is_by_what_they_ask()
    {
        await NewWarehouse("share", 15);
        using var boss = await _server.NewPerson("share-boss", """{"all":true}""", Limit, PersonRole.RegionalManager);
        foreach (var (id, quantity) in new[] { ("share-a", 10m), ("share-b", 20m), ("share-c", 1m) })
        {
            (await Admin.Put($"/v1/requisitions/{id}", Body("share", quantity))).Expect(201);
            (await Admin.Post($"/v1/requisitions/{id}/submit")).Expect(200);
            if (id != "share-c") (await boss.Post($"/v1/requisitions/{id}/approve")).Expect(200);
        }
        const string Ask = """{"requisitions":["share-a","share-b","share-c","share-x"]}""";
        var items = (await Admin.Post("/v1/stores/S-share/requisitions/allocate", Ask)).Expect(200)["items"];
        Allocated(items[0]).ShouldBe(5);
        Allocated(items[1]).ShouldBe(10);
        items[2].GetProperty("problem").GetProperty("state").GetString().ShouldBe("submitted");
        items[3].GetProperty("problem").GetProperty("type").GetString().ShouldBe("/problems/unknown-requisition");
        (await Admin.Post("/v1/stores/S-share/requisitions/allocate", Ask)).Expect(200)["items"].ToString().ShouldBe(items.ToString());
        (await Admin.Get("/v1/requisitions?from=S-share&missing=true&sort=id&limit=1")).Expect(200)["items"][0].GetProperty("id").GetString().ShouldBe("share-a");
        (await Admin.Get("/v1/requisitions?from=S-share&sort=-id")).Expect(200)["items"].EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldBe(["share-c", "share-b", "share-a"]);
    }

    private static decimal Allocated(System.Text.Json.JsonElement item) => item.GetProperty("requisition").GetProperty("lines")[0].GetProperty("allocated").GetDecimal();

    [Theory]
    [InlineData("PUT", "", """{"to":"S-rbad-shop","lines":[{"sku":"K-rbad","quantity":1}]}""", "from")]
    [InlineData("PUT", "", """{"from":"S-rbad","to":"S-rbad","lines":[{"sku":"K-rbad","quantity":1}]}""", "to")]
    [InlineData("PUT", "", """{"from":"S-rbad","to":"S-rbad-shop","lines":[]}""", "lines")]
    [InlineData("PUT", "", """{"from":"S-rbad","to":"S-rbad-shop","lines":[{"sku":"K-rbad","quantity":-1}]}""", "lines[0].quantity")]
    [InlineData("PUT", "", """{"from":"S-rbad","to":"S-rbad-shop","lines":[{"sku":"K-rbad","quantity":1}],"neededBy":"soon"}""", "neededBy")]
    [InlineData("PUT", "", """{"from":"S-rbad","to":"S-rbad-shop","lines":[{"sku":"K-rbad","quantity":1,"unit":"crate"}]}""", "lines[0].unit")]
    [InlineData("POST", "/cancel", """{"reason":""}""", "reason")]
    [InlineData("POST", "/allocate", """{"lines":[{"sku":"K-rbad","atMost":-1}]}""", "lines[0].atMost")]
    [InlineData("POST", "/needs/K-rbad", """{}""", "order")]
    [InlineData("POST", "/needs/K-rbad", """{"order":"PO-1","reason":"x"}""", "order")]
    [InlineData("POST", "/needs/K-rbad", """{"order":"a b"}""", "order")]
    public async Task A_faulty_request_is_named_and_changes_nothing(string method, string rest, string body, string field)
    {
        await NewWarehouse("rbad", 5);
        (await Admin.Put("/v1/requisitions/rbad", Body("rbad", 2))).Status.ShouldBeOneOf(200, 201);
        var before = (await Admin.Get("/v1/requisitions/rbad")).Expect(200).Body.ToString();
        (await Admin.Send(new(method), $"/v1/requisitions/rbad{rest}", body)).Expect(400).Faulty.ShouldBe([field]);
        (await Admin.Get("/v1/requisitions/rbad")).Expect(200).Body.ToString().ShouldBe(before);
    }

    [Fact]
    public async Task What_there_is_not_and_what_a_state_does_not_allow_is_said()
    {
        await NewWarehouse("rstate", 5);
        (await Admin.Get("/v1/requisitions/none")).Expect(404).Type.ShouldBe("/problems/unknown-requisition");
        (await Admin.Post("/v1/requisitions/none/submit")).Expect(404);
        (await Admin.Put("/v1/requisitions/rstate", Body("rstate", 2))).Expect(201);
        (await Admin.Post("/v1/requisitions/rstate/allocate")).Expect(409).Text("state").ShouldBe("draft");
        (await Admin.Put($"/v1/requisitions/{new string('r', 49)}", Body("rstate", 2))).Expect(400).Faulty.ShouldBe(["id"]);
        (await Admin.Put("/v1/requisitions/rother", Body("rstate", 2).Replace("K-rstate", "K-none", StringComparison.Ordinal))).Expect(409).Type.ShouldBe("/problems/lines-refused");
        (await Admin.Get("/v1/requisitions?state=lost")).Expect(400).Faulty.ShouldBe(["state"]);
        (await Admin.Post("/v1/stores/S-rstate/requisitions/allocate", """{"requisitions":[]}""")).Expect(400).Faulty.ShouldBe(["requisitions"]);
    }
}
