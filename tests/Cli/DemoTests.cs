using System.Text.Json;
using BeautyGrains.Silo;
using BeautyGrains.Silo.Cli;
using BeautyGrains.Silo.Demo;

namespace BeautyGrains.Cli.Tests;

public sealed class DemoTests : IDisposable
{
    private static readonly DateOnly s_day = new(2026, 3, 1);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_generator_gives_the_published_numbers_of_its_seed()
    {
        // The reference implementation's first outputs for seed 1234567.
        var dice = new SplitMix64(1234567);
        new[] { dice.Next(), dice.Next(), dice.Next() }.ShouldBe([6457827717110365317, 3203168211198807973, 9817491932198370423]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_chain_and_another_seed_another()
    {
        static string Written(SampleChain chain) => string.Concat(
            chain.Stores.Concat(chain.Skus).Select(record => record.Path + record.Fields.ToJsonString()).Concat(chain.Receipts.Select(receipt => receipt.Stock + receipt.Id + receipt.Body.ToJsonString())));
        Written(SampleChain.Make(1, s_day)).ShouldBe(Written(SampleChain.Make(1, s_day)));
        Written(SampleChain.Make(2, s_day)).ShouldNotBe(Written(SampleChain.Make(1, s_day)));
    }

    [Fact]
    public void The_chain_has_what_a_chain_has()
    {
        var chain = SampleChain.Make(1, s_day);
        chain.Stores.Count.ShouldBe(12);
        chain.Skus.Count.ShouldBe(400);
        chain.Skus.Select(sku => (string)sku.Fields["name"]!).ShouldBeUnique();
        chain.Skus.Select(sku => (string)sku.Fields["gtin"]!).ShouldBeUnique();
        chain.Skus.Select(sku => (string)sku.Fields["goodsCategory"]!).Distinct().Count().ShouldBe(10);
        // Whatever two people must take in comes in by the registers, with what is in a vial.
        var controlled = chain.Skus.Where(sku => (string?)sku.Fields["goodsCategory"] == "controlled-drug").ToList();
        controlled.Select(sku => ((string?)sku.Fields["controlled"]![0]!["class"], (decimal)sku.Fields["controlled"]![0]!["content"]!, (string?)sku.Fields["controlled"]![0]!["contentUnit"])).Distinct().ShouldBe([("toxic", 50m, "U"), ("toxic", 100m, "U")], ignoreOrder: true);
        chain.Controlled.Count.ShouldBeGreaterThan(20);
        chain.Controlled.Select(one => one.Sku).Distinct().Order(StringComparer.Ordinal).ShouldBe(controlled.Select(sku => sku.Label));
        chain.Receipts.ShouldNotContain(one => controlled.Any(sku => sku.Label == one.Sku));
        chain.Receipts.Count(receipt => (string?)receipt.Body["status"] == "quarantined").ShouldBeGreaterThan(20);
        var days = chain.Receipts.Where(receipt => receipt.Body["expiresOn"] is not null).Select(receipt => DateOnly.Parse((string)receipt.Body["expiresOn"]!, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        days.Count(day => day <= s_day.AddDays(7)).ShouldBeGreaterThan(20);
        days.Count(day => day > s_day.AddDays(7) && day <= s_day.AddDays(60)).ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Demo_twice_on_one_folder_changes_nothing_the_second_time()
    {
        (await Demo()).ShouldContain("0 changed, 0 unchanged");
        (await Demo()).ShouldContain("Sample chain: 0 new, 0 changed, ");
        var verified = await Verb.Run("verify", "--data", _folder.Data);
        verified.Code.ShouldBe(0, verified.Output);
        var other = await Verb.Run("demo", "--seed", "7", "--data", _folder.Data, "--urls", "http://127.0.0.1:0");
        other.Code.ShouldBe(2);
        other.Error.ShouldContain("seed 1");
    }

    /// <summary>Runs the verb until it serves, then stops it as Ctrl+C would.</summary>
    private async Task<string> Demo()
    {
        using var stop = new CancellationTokenSource();
        var output = new Announced("Stop with Ctrl+C.", stop);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, deadline.Token);
        var error = new StringWriter();
        var code = await CommandLine.Run(["demo", "--data", _folder.Data, "--urls", "http://127.0.0.1:0"], output, error, either.Token);
        code.ShouldBe(0, error.ToString());
        return output.ToString();
    }

    /// <summary>Cancels once a line has been written.</summary>
    private sealed class Announced(string line, CancellationTokenSource stop) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value == line) await stop.CancelAsync();
        }
    }
}
