using System.Text.Json;
using System.Text.Json.Nodes;

namespace BeautyGrains.Cli.Tests;

/// <summary>Buying, replenishment and alerts from the command line, at a running server.</summary>
public sealed class CallVerbTests(CallServer server) : IClassFixture<CallServer>
{
    [Fact]
    public async Task An_order_is_drafted_submitted_approved_sent_and_listed()
    {
        var file = server.Write("order.json", """{"supplier":"S-1","lines":[{"store":"SH-1","sku":"SERUM","quantity":24}]}""");
        (await server.Run("orders", "create", "po-1", file)).Code.ShouldBe(0);
        var submitted = await server.Run("orders", "submit", "po-1");
        submitted.Code.ShouldBe(0, submitted.Error);
        submitted.Output.ShouldContain("submitted");
        // The administrator's own key is no person: a second one approves with a key of theirs.
        (await server.Run("orders", "approve", "po-1")).Error.ShouldContain("approver-needed");
        (await server.Run("people", "add", "boss", "--name", "Boss", "--role", "finance", "--all-stores", "--sees-cost", "--limit", "order")).Code.ShouldBe(0);
        var key = Path.Combine(server.Root, "boss.key");
        (await server.Run("people", "key", "boss", "--out", key)).Code.ShouldBe(0);
        (await server.Run("orders", "approve", "po-1", "--approver-key-file", key)).Output.ShouldContain("approved");
        (await server.Run("orders", "send", "po-1")).Code.ShouldBe(0);

        var list = await server.Run("orders", "list", "--supplier", "S-1", "--sku", "SERUM");
        list.Output.Split('\n')[0].ShouldStartWith("id    supplier  state  currency");
        list.Output.ShouldContain("po-1  S-1       sent   CNY");
        // 24 × 10.50, from minor units.
        list.Output.ShouldContain("252.00");
        (await server.Run("orders", "show", "po-1")).Output.ShouldContain("10.50");
        (await server.Run("orders", "awaited", "--store", "SH-1")).Output.ShouldContain("po-1");

        var json = await server.Run("orders", "list", "--supplier", "S-1", "--json");
        JsonNode.Parse(json.Output.Split('\n')[0])!["net"]!.GetValue<decimal>().ShouldBe(25200);
    }

    [Fact]
    public async Task What_is_refused_is_told_in_the_problem_s_words_and_ends_with_one()
    {
        var missing = await server.Run("orders", "submit", "no-such");
        missing.Code.ShouldBe(1);
        missing.Error.ShouldContain("/problems/unknown-purchase-order");
        missing.Output.ShouldBeEmpty();
        // Which line, and why: the second supplier has no papers.
        (await server.Run("orders", "create", "po-2", server.Write("order2.json", """{"supplier":"S-2","lines":[{"store":"SH-1","sku":"SERUM","quantity":1}]}"""))).Code.ShouldBe(0);
        var refused = await server.Run("orders", "submit", "po-2");
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("SERUM");
        refused.Error.ShouldContain("business-licence");
        var chinese = await Verb.Run("orders", "submit", "no-such", "--lang", "zh", "--url", server.Url, "--key-file", server.KeyFile);
        chinese.Code.ShouldBe(1);
        chinese.Error.ShouldContain("订单");
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders", "ship", "po-1")]
    [InlineData("orders", "create", "po-9", "no-such-file.json")]
    [InlineData("orders", "reject", "po-1")]
    [InlineData("orders", "list", "--colour", "red")]
    [InlineData("orders", "list", "--state", "blue")]
    [InlineData("orders", "list", "--limit", "0")]
    [InlineData("orders", "list", "--limit", "ten")]
    [InlineData("orders", "show", "..")]
    [InlineData("orders", "show", "a b")]
    [InlineData("budgets", "set", "SH-1", "2026-11", "skin", "--amount", "12,5")]
    [InlineData("budgets", "set", "SH-1", "2026-13", "skin", "--amount", "12.50")]
    [InlineData("alerts", "snooze", "low:SH-1:SERUM", "--hours", "-1")]
    [InlineData("alerts", "snooze", "low:SH-1:SERUM")]
    [InlineData("invoices", "approve", "S-1", "INV-1")]
    public async Task Asked_wrongly_it_ends_with_two_and_says_why(params string[] asked)
    {
        var (code, _, error) = await server.Run(asked);
        code.ShouldBe(2, error);
        error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_no_JSON_object_is_told()
    {
        foreach (var text in new[] { "{", "[]", "7" })
            (await server.Run("orders", "create", "po-8", server.Write("bad.json", text))).Code.ShouldBe(2, text);
        var faulty = await server.Run("orders", "create", "po-8", server.Write("bad.json", """{"supplier":"S-1"}"""));
        faulty.Code.ShouldBe(2);
        faulty.Error.ShouldContain("lines");
    }

    [Fact]
    public async Task Without_a_key_a_known_key_or_a_server_there_is_nothing_to_ask()
    {
        (await Verb.Run("orders", "list", "--url", server.Url, "--key-file", server.KeyFile + ".not")).Code.ShouldBe(2);
        (await Verb.Run("orders", "list", "--url", server.Url, "--key-file", server.Write("wrong.key", "bg_wrong"))).Code.ShouldBe(2);
        (await Verb.Run("orders", "list", "--url", "nowhere", "--key-file", server.KeyFile)).Code.ShouldBe(2);
        // The server holds its folder.
        (await Verb.Run("orders", "list", "--data", server.Folder)).Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_folder_that_none_holds_is_asked_without_a_server()
    {
        using var folder = new TempFolder();
        var set = await Verb.Run("suppliers", "set", "S-7", server.Write("supplier.json", """{"name":"七号"}"""), "--data", folder.Data);
        set.Code.ShouldBe(0, set.Error);
        (await Verb.Run("suppliers", "list", "--data", folder.Data, "--lang", "en")).Output.ShouldContain("七号");
    }

    [Fact]
    public async Task Columns_stand_one_below_the_other_however_wide_the_signs_are()
    {
        foreach (var language in new[] { "en", "zh" })
        {
            var list = await Verb.Run("suppliers", "list", "--lang", language, "--url", server.Url, "--key-file", server.KeyFile);
            var lines = list.Output.TrimEnd().Split('\n');
            lines[0].ShouldContain(language == "zh" ? "名称" : "name");
            var chinese = lines.Single(line => line.Contains("上海美妆有限公司", StringComparison.Ordinal));
            var french = lines.Single(line => line.Contains("Paris", StringComparison.Ordinal));
            // Eight Chinese signs are sixteen places wide.
            chinese.IndexOf("CNY", StringComparison.Ordinal).ShouldBe(french.IndexOf("CNY", StringComparison.Ordinal) - 8);
        }
    }

    [Fact]
    public async Task A_list_that_is_longer_than_asked_for_says_so_and_can_be_had_whole()
    {
        var one = await server.Run("suppliers", "list", "--limit", "1", "--json");
        one.Output.TrimEnd().Split('\n').Length.ShouldBe(1);
        one.Error.ShouldContain("--all");
        var all = await server.Run("suppliers", "list", "--all", "--json");
        all.Output.TrimEnd().Split('\n').Length.ShouldBeGreaterThan(1);
        all.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Why_so_much_is_needed_is_told_in_two_languages()
    {
        await server.Put("/v1/skus/TONER", """{"name":"Toner","unit":"bottle"}""");
        await server.Put("/v1/suppliers/S-3", """{"name":"Three","prices":[{"sku":"TONER","unitPrice":100}]}""");
        var policy = server.Write("policy.json", """{"method":"min-max","supplier":"S-3","minimum":5,"maximum":24}""");
        (await server.Run("replenishment", "set", "SH-1", "TONER", policy)).Code.ShouldBe(0);
        (await server.Run("replenishment", "run")).Code.ShouldBe(0);
        var plan = await server.Run("replenishment", "plan", "SH-1", "TONER");
        plan.Output.ShouldContain("min-max");
        plan.Output.ShouldContain("24");
        var explained = await server.Run("replenishment", "explain", "SH-1", "TONER");
        explained.Code.ShouldBe(0, explained.Error);
        // What was needed may have been drafted meanwhile: then there is enough.
        explained.Output.ShouldMatch("24 should be bought|There is no need");
        var chinese = await Verb.Run("replenishment", "explain", "SH-1", "TONER", "--lang", "zh", "--url", server.Url, "--key-file", server.KeyFile);
        chinese.Output.ShouldMatch("建议采购 24|没有需求");
    }

    [Fact]
    public async Task Budgets_are_set_in_major_units_and_alerts_are_snoozed_for_hours()
    {
        var set = await server.Run("budgets", "set", "SH-1", "2026-11", "skin/serum", "--amount", "5,000.50", "--warn-at-percent", "70", "--policy", "block");
        set.Code.ShouldBe(0, set.Error);
        set.Output.ShouldContain("5000.50");
        (await server.Run("budgets", "list", "--store", "SH-1")).Output.ShouldContain("5000.50");
        (await server.Run("budgets", "set", "SH-1", "2026-11", "skin/serum", "--amount", "1", "--if-version", "99")).Code.ShouldBe(1);

        (await server.Run("alerts", "kinds")).Output.ShouldContain("near-expiry");
        var snoozed = await server.Run("alerts", "snooze", "low:SH-1:NONE", "--hours", "48");
        snoozed.Code.ShouldBe(1);
        snoozed.Error.ShouldContain("unknown-alert");
    }

    [Fact]
    public async Task A_file_of_the_server_is_written_once()
    {
        var file = Path.Combine(server.Root, "records.csv");
        (await server.Run("receipts", "export", "--out", file)).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(file)).ShouldContain("收货单/receipt");
        (await server.Run("receipts", "export", "--out", file)).Code.ShouldBe(2);
        (await server.Run("receipts", "export", "--from", "someday")).Code.ShouldBe(2);
    }
}
