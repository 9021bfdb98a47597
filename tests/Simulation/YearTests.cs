namespace BeautyGrains.Simulation.Tests;

/// <summary>A short year of a small chain; the whole one is <c>simulate --scenario year</c>.</summary>
public sealed class YearTests
{
    private static readonly YearOptions s_short = new(3, Stores: 4, Skus: 8, Days: 35, WarmUpDays: 21);

    [Fact]
    public void A_short_year_keeps_its_books_its_alerts_and_its_orders_right_and_the_same_seed_gives_the_same_one()
    {
        var year = YearSimulator.Run(s_short, YearPlanning.Forecast);
        year.Violation.ShouldBeNull();
        year.MonthEnds.ShouldBeGreaterThanOrEqualTo(2);
        // It has everything in it.
        (year.Orders > 5 && year.Deliveries > 5 && year.Counts > 3 && year.Alerts > 10 && year.Transfers + year.Requisitions > 0 && year.Landed > 0).ShouldBeTrue(year.ToString());
        var besides = year.Besides;
        (besides.Invoices > 0 && besides.ConsignedUnits > 0 && besides.Settlements > 0 && besides.Returns > 0).ShouldBeTrue(besides.ToString());
        var clinic = year.Clinic;
        (clinic.Treatments > 0 && clinic.Facts > 0 && clinic.Breaches > 0 && clinic.ThrownAway > 0 && clinic.Openings > 0 && clinic.Stale > 0 && clinic.Recalls > 0 && clinic.RecalledClients > 0).ShouldBeTrue(clinic.ToString());
        // Each unit that was not there has its reason.
        year.LostBy.Sum(loss => loss.Units).ShouldBe(year.LostUnits);
        YearSimulator.Run(s_short, YearPlanning.Forecast).Hash.ShouldBe(year.Hash);
        YearSimulator.Run(s_short with { Seed = 4 }, YearPlanning.Forecast).Hash.ShouldNotBe(year.Hash);
    }

    [Fact]
    public void The_rule_of_thumb_meets_the_same_clients()
    {
        var year = YearSimulator.Run(s_short, YearPlanning.MinMax);
        year.Violation.ShouldBeNull();
        year.Asked.ShouldBe(YearSimulator.Run(s_short, YearPlanning.Forecast).Asked);
    }

    [Theory]
    [InlineData(2, 8, 35)]
    [InlineData(4, 7, 35)]
    [InlineData(4, 8, 13)]
    public void What_is_no_year_is_told(int stores, int skus, int days) =>
        Should.Throw<ArgumentException>(() => YearSimulator.Run(new(1, stores, skus, days), YearPlanning.Forecast));

    [Fact]
    public async Task The_program_prints_both_ways_to_plan_and_the_hash()
    {
        var (code, output) = await Program.Run("simulate", "--scenario", "year", "--seed", "3", "--stores", "3", "--skus", "8", "--days", "14");
        code.ShouldBeInRange(0, 1, output);
        output.ShouldContain("units asked for");
        output.ShouldContain("trace ");
        (await Program.Run("simulate", "--scenario", "year", "--stores", "99")).ExitCode.ShouldBe(2);
    }
}
