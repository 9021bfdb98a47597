using BeautyGrains.Api.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BeautyGrains.Api.Tests;

[Collection(ServerCollection.Name)]
public sealed class RightsTests(SharedServer shared)
{
    private readonly ApiServer _server = shared.Server;

    private IEnumerable<RouteEndpoint> Endpoints => _server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Every_endpoint_stands_in_the_table_of_rights_and_every_row_has_its_endpoint()
    {
        foreach (var endpoint in Endpoints) endpoint.Metadata.GetMetadata<Right>().ShouldNotBeNull(endpoint.RoutePattern.RawText);
        var named = Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).OfType<string>();
        named.Where(Rights.Table.ContainsKey).Order().ShouldBe(Rights.Table.Keys.Order());
    }

    [Fact]
    public void What_only_administrators_may_do_is_this() =>
        Rights.Table.Where(row => row.Value.Who == Who.Administrator).Select(row => row.Key).Order()
            .ShouldBe(
            [
                "ActivatePerson", "CreateKey", "DeactivatePerson", "DeletePastRetention", "GetWebhook", "IssuePersonKey", "ListKeys", "ListReadModels", "ListWebhookMessages",
                "ListWebhooks", "PutControlPolicy", "PutCustomField", "PutPerson", "PutRetentionPolicy", "PutWebhook", "RebuildReadModel", "RemoveWebhook", "ReplayWebhook", "RevokeKey", "RevokePersonKey",
                "TakeBackup", "TestWebhook", "Verify",
            ]);

    [Fact]
    public void Terminals_in_use_keep_every_call_that_they_have_had()
    {
        string[] had =
        [
            "GetStore", "ListStores", "GetSku", "ListSkus", "GetAvailability", "ListStock", "ListLots", "ListReservations", "GetStock", "GetLedger", "ReceiveStock", "SellStock", "ConsumeStock",
            "ReturnStock", "ReturnToSupplier", "AdjustStock", "ScrapStock", "CountLot", "GetReceipt", "GetSale", "GetConsumption", "GetReturn", "GetSupplierReturn", "GetAdjustment", "GetScrap",
            "GetCount", "GetReversal", "RecordFact", "GetFact", "ListIncidents", "CloseIncident", "ReserveStock", "GetReservation", "CommitReservation", "ReleaseReservation", "ExtendReservation",
            "RepinReservation", "ReserveBatch", "PutBasket", "GetBasket", "CommitBasket", "ReleaseBasket", "PutTransfer", "GetTransfer", "ShipTransfer", "ReceiveTransfer", "CancelTransfer",
            "StreamEvents", "GetMetrics",
        ];
        had.Where(operation => (Rights.Table[operation].Who & Who.Terminal) == 0).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bg_admin_wrong")]
    [InlineData("bg__")]
    [InlineData("x")]
    [InlineData("bg_nobody_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_key_that_nobody_made_opens_nothing(string key)
    {
        using var nobody = _server.With(key);
        (await nobody.Get("/v1/stores")).Expect(401);
    }

    [Fact]
    public async Task Another_scheme_or_a_very_long_key_opens_nothing()
    {
        using var nobody = _server.With(null);
        (await nobody.Get("/v1/stores", ("Authorization", "Basic YTpi"))).Expect(401);
        (await nobody.Get("/v1/stores", ("Authorization", "Bearer " + new string('a', 4_000)))).Expect(401);
        (await nobody.Get("/v1/stores", ("Authorization", "Bearer "))).Expect(401);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_from_the_next_call_on()
    {
        var (id, key) = await _server.Admin.NewKey();
        using var terminal = _server.With(key);
        (await terminal.Get("/v1/stores")).Expect(200);
        (await _server.Admin.Delete($"/v1/keys/{id}")).Expect(204);
        (await terminal.Get("/v1/stores")).Expect(401);
        (await _server.Admin.Delete($"/v1/keys/{id}")).Expect(204);
        (await _server.Admin.Delete("/v1/keys/no-such-key")).Expect(404).Type.ShouldBe("/problems/unknown-key");
        (await _server.Admin.Delete("/v1/keys/admin")).Expect(409).Type.ShouldBe("/problems/last-administrator");
        (await _server.Admin.Get("/v1/keys")).Expect(200).Body.ToString().ShouldNotContain(key[^20..]);
    }

    [Fact]
    public async Task A_repeated_key_request_makes_no_second_key()
    {
        var first = (await _server.Admin.Post("/v1/keys", """{"name":"till"}""", ("Idempotency-Key", "till-1"))).Expect(201);
        (await _server.Admin.Post("/v1/keys", """{"name":"till"}""", ("Idempotency-Key", "till-1"))).Expect(422);
        using var till = _server.With(first.Text("key"));
        (await till.Get("/v1/stores")).Expect(200);
    }

    [Fact]
    public async Task A_key_bound_to_a_store_sees_and_does_nothing_in_another()
    {
        var own = await _server.Admin.NewStock("own", 10);
        var other = await _server.Admin.NewStock("other", 10);
        (await _server.Admin.Put("/v1/stores/S-other/skus/K-own/receipts/x", """{"quantity":3,"lot":"L1"}""")).Expect(201);
        (await _server.Admin.Put("/v1/baskets/of-other", """{"store":"S-other","lines":[{"sku":"K-other","quantity":1}]}""")).Expect(201);
        (await _server.Admin.Put("/v1/transfers/of-other", """{"from":"S-other","to":"S-own","lines":[{"sku":"K-other","quantity":1}]}""")).Expect(201);
        var (_, key) = await _server.Admin.NewKey("S-own");
        using var till = _server.With(key);

        (await till.Get(own)).Expect(200);
        (await till.Get(other)).Expect(403);
        (await till.Put($"{other}/reservations/r", """{"quantity":1}""")).Expect(403);
        (await till.Get("/v1/stores/S-other")).Expect(403);
        (await till.Put("/v1/baskets/b-scope", """{"store":"S-other","lines":[{"sku":"K-other","quantity":1}]}""")).Expect(403);
        (await till.Get("/v1/baskets/of-other")).Expect(403);
        (await till.Post("/v1/baskets/of-other/release")).Expect(403);
        (await till.Put("/v1/transfers/t-scope", """{"from":"S-other","to":"S-own","lines":[{"sku":"K-other","quantity":1}]}""")).Expect(403);
        (await till.Post("/v1/transfers/of-other/ship")).Expect(403);
        (await till.Get("/v1/transfers/of-other")).Expect(200);
        (await till.Post("/v1/reservations/batch", """{"items":[{"id":"s1","store":"S-other","sku":"K-other","quantity":1}]}""")).Expect(403);
        (await till.Post("/v1/reservations/batch", """
            {"allOrNothing":true,"items":[{"id":"s1","store":"S-own","sku":"K-own","quantity":1},{"id":"s2","store":"S-other","sku":"K-other","quantity":1}]}
            """)).Expect(403);
        (await till.Get($"{own}/reservations/s1")).Expect(404);
        (await till.Get("/v1/events?store=S-other")).Expect(403);
        (await till.Get("/v1/stores")).Expect(200)["items"].EnumerateArray().Select(store => store.GetProperty("store").GetString()).ShouldBe(["S-own"]);
        (await till.Get("/v1/skus/K-own/availability")).Expect(200).Number("available").ShouldBe(10);
        (await _server.Admin.Get("/v1/skus/K-own/availability")).Expect(200).Number("available").ShouldBe(13);
    }

    [Fact]
    public async Task A_terminal_does_not_confirm_a_second_expiry()
    {
        var path = await _server.Admin.NewStock("confirm", 5, "2027-05-31");
        var (_, key) = await _server.Admin.NewKey();
        using var till = _server.With(key);
        const string Receipt = """{"quantity":1,"lot":"L1","expiresOn":"2027-06-30","expiryConfirmation":"second print run"}""";
        (await till.Put($"{path}/receipts/c1", Receipt)).Expect(403);
        (await till.Put($"{path}/receipts/c1", """{"quantity":1,"lot":"L1","expiresOn":"2027-06-30"}""")).Expect(409).Type.ShouldBe("/problems/lot-expiry-differs");
        var lot = (await _server.Admin.Put($"{path}/receipts/c1", Receipt)).Expect(201)["lines"][0].GetProperty("lot").GetString()!;
        (await _server.Admin.Post($"{path}/lots/{lot}/status", """{"status":"quarantined","reason":"look"}""")).Expect(200);
    }

    [Fact]
    public void The_administrators_key_file_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        File.GetUnixFileMode(Path.Combine(_server.Folder, "admin.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
