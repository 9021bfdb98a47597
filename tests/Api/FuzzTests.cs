using System.Text.RegularExpressions;

namespace BeautyGrains.Api.Tests;

/// <summary>No 5xx for anything a caller can send: every call with every nasty body.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class FuzzTests(SharedServer shared)
{
    private static readonly string[] s_values =
    [
        "null", "true", "0", "-1", "1e400", "1e-400", "0.0000001", "79228162514264337593543950335", "-79228162514264337593543950335", "2147483648", "9223372036854775808",
        "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"💄\"", "\"a/b\"", "\"..\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"2027-02-29\"", "\"9999-12-31T23:59:59+14:00\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"NaN\"", "\"-Infinity\"", "\"1,000\"", "\"１２\"", "[]", "[null]", "[[[[]]]]", "{}", "{\"a\":{}}", "[1,\"x\"]",
    ];

    [Fact]
    public async Task Every_field_of_every_body_survives_every_nasty_value()
    {
        var api = shared.Server.Admin;
        await api.NewStock("fuzz", 1_000);
        var document = (await api.Get("/openapi/v1.json")).Expect(200);
        var schemas = document["components"].GetProperty("schemas");
        var sent = 0;
        foreach (var path in document["paths"].EnumerateObject())
            foreach (var call in path.Value.EnumerateObject())
            {
                if (!call.Value.TryGetProperty("requestBody", out var body)) continue;
                // Files are of no fields.
                if (!body.GetProperty("content").TryGetProperty("application/json", out var json)) continue;
                var name = json.GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
                var fields = schemas.GetProperty(name).GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();
                foreach (var (field, value) in fields.SelectMany(field => s_values.Select(value => (field, value))))
                {
                    var others = fields.Where(other => other != field && s_good.ContainsKey(other)).Select(other => $"\"{other}\":{s_good[other]}");
                    var text = $"{{{string.Join(',', others.Append($"\"{field}\":{value}"))}}}";
                    var heard = await api.Send(new(call.Name.ToUpperInvariant()), Place(path.Name, ++sent), text);
                    heard.Status.ShouldBeLessThan(500, $"{call.Name} {path.Name} {text}");
                    if (heard.Status >= 400) heard.Type.ShouldStartWith("/problems/", Case.Sensitive, $"{call.Name} {path.Name} {text}");
                }
            }
        sent.ShouldBeGreaterThan(3_000);
        (await api.Get("/v1/verification")).Expect(200)["findings"].ToString().ShouldBe("[]");
    }

    [Fact]
    public async Task Query_and_headers_survive_too()
    {
        var api = shared.Server.Admin;
        var path = await api.NewStock("fuzz2", 5);
        string[] nasty = ["", "%00", "%F0%9F%92%84", "-1", "99999999999999999999", "a%20b", "%22", "'", new('x', 2_000)];
        foreach (var value in nasty)
        {
            foreach (var query in new[] { $"/v1/stores?cursor={value}", $"/v1/skus?limit={value}", $"{path}/ledger?cursor={value}&limit={value}", $"/problems/{value}", $"/openapi/{value}.json" })
                (await api.Get(query)).Status.ShouldBeLessThan(500, query);
            if (value is not ("" or "%22" or "'")) (await api.Get($"/v1/events?after={value}")).Status.ShouldBe(400, value);
            foreach (var header in new[] { "If-None-Match", "If-Match", "Accept-Language", "Accept", "X-Correlation-Id", "Idempotency-Key" })
                (await api.Get(path, (header, value))).Status.ShouldBeLessThan(500, $"{header}: {value}");
            (await api.Put("/v1/skus/K-fuzz2", """{"name":"Product","unit":"piece"}""", ("If-Match", value))).Status.ShouldBeLessThan(500, value);
        }
    }

    private static readonly Dictionary<string, string> s_good = new()
    {
        ["quantity"] = "1", ["lot"] = "\"L1\"", ["reason"] = "\"r\"", ["name"] = "\"n\"", ["unit"] = "\"piece\"", ["timeZone"] = "\"UTC\"", ["store"] = "\"S-fuzz\"",
        ["counted"] = "5", ["kind"] = "\"breakage\"", ["occurredAt"] = "\"2026-01-01T00:00:00Z\"", ["disposition"] = "\"stock\"", ["status"] = "\"released\"", ["ttlSeconds"] = "60",
        ["lines"] = "[{\"sku\":\"K-fuzz\",\"quantity\":1}]", ["from"] = "\"S-fuzz\"", ["to"] = "\"S-other\"", ["resolution"] = "\"r\"", ["movementId"] = "\"first\"",
        ["items"] = "[{\"id\":\"i\",\"store\":\"S-fuzz\",\"sku\":\"K-fuzz\",\"quantity\":1}]",
    };

    // Masters get codes of their own, so that stocks keep theirs.
    private static string Place(string path, int number) => path switch
    {
        "/v1/stores/{store}" => "/v1/stores/S-fuzzed",
        "/v1/skus/{sku}" => "/v1/skus/K-fuzzed",
        _ => Rest().Replace(path.Replace("{store}", "S-fuzz", StringComparison.Ordinal).Replace("{sku}", "K-fuzz", StringComparison.Ordinal).Replace("{lot}", "L1", StringComparison.Ordinal), $"f{number}"),
    };

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Rest();
}
