namespace BeautyGrains.Simulation.Tests;

public sealed class SimulatorTests
{
    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        var one = Simulator.Run(7, 300);
        one.Violation.ShouldBeNull();
        one.Events.ShouldBeGreaterThan(100);
        one.Answers.ShouldBeGreaterThan(100);
        Simulator.Run(7, 300).Hash.ShouldBe(one.Hash);
        Simulator.Run(8, 300).Hash.ShouldNotBe(one.Hash);
    }

    [Fact]
    public async Task Another_process_gives_the_same_run()
    {
        var (code, output) = await Program.Run("simulate", "--seed", "11", "--steps", "300");
        code.ShouldBe(0, output);
        output.ShouldContain(Simulator.Run(11, 300).Hash);
    }

    [Fact]
    public async Task Wrong_use_is_told_as_such()
    {
        (await Program.Run("simulate", "--scenario", "sunny")).ExitCode.ShouldBe(2);
        (await Program.Run("simulate", "--only", "1-x")).ExitCode.ShouldBe(2);
    }

    // As many seeds as have room in the run of all tests; simulation/mutations/check.sh proves that these find broken code.
    [Fact]
    public void Nothing_is_found_in_the_first_seeds()
    {
        var found = new List<string>();
        Parallel.For(1, 421, new() { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var result = Simulator.Run((ulong)seed, 300);
            if (result.Violation is null) return;
            lock (found) found.Add($"simulate --seed {seed} --steps 300: {result.Violation.Message}");
        });
        found.ShouldBeEmpty();
    }

    [Fact]
    public void Read_models_take_part_in_some_seeds_fail_there_and_catch_up_in_the_end()
    {
        ulong[] with = [.. Enumerable.Range(1, 120).Select(seed => (ulong)seed).Where(ReadModelWorld.IsIn)];
        with.Length.ShouldBeInRange(15, 60);
        var lines = new List<string>();
        foreach (var seed in with.Take(8)) Simulator.Run(seed, 400, trace: lines.Add).Violation.ShouldBeNull($"simulate --seed {seed} --steps 400");
        lines.Count(line => line.StartsWith("  r caught up at ", StringComparison.Ordinal)).ShouldBe(8);
        foreach (var trouble in new[] { "read models' database fails on purpose", "post refuses on purpose", " dies" })
            lines.ShouldContain(line => line.Contains(trouble, StringComparison.Ordinal), trouble);
    }

    [Fact]
    public void Ids_are_forgotten_rushes_drive_them_out_of_the_memory_units_change_and_processes_stop_in_order()
    {
        var lines = new List<string>();
        for (var seed = 3UL; seed <= 4; seed++)
        {
            Simulator.Run(seed, 500, "forgetful", trace: lines.Add).Violation.ShouldBeNull($"simulate --seed {seed} --steps 500 --scenario forgetful");
            Simulator.Run(seed, 500, "crashes", trace: lines.Add).Violation.ShouldBeNull($"simulate --seed {seed} --steps 500 --scenario crashes");
        }
        lines.ShouldContain(line => line.StartsWith("  f ", StringComparison.Ordinal) && !line.Contains(" 0 before", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains(" Rush ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.EndsWith(" has stopped", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("UnitChange", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_scenario_is_clean(string scenario)
    {
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var result = Simulator.Run(seed, 400, scenario);
            result.Violation.ShouldBeNull($"simulate --seed {seed} --steps 400 --scenario {scenario}");
            result.Events.ShouldBeGreaterThan(20);
        }
    }

    public static TheoryData<string> Scenarios() => [.. Simulator.Scenarios];

    [Fact]
    public void An_unknown_scenario_is_refused() => Should.Throw<ArgumentException>(() => Simulator.Run(1, 1, "sunny"));

    // Seeds that have found something once; each stays clean for good.
    [Theory]
    // An activation that others had overtaken refused the repeat of what they had acknowledged.
    [InlineData(11, 300)]
    // A process that a dead server had left open was kept asleep by an overtaken activation, which the sweeps themselves kept alive.
    [InlineData(69, 300)]
    // A query took versions in flight for proof that nobody else writes.
    [InlineData(76, 300)]
    // A reserve request whose writing took longer than its hold was told "expired" first and "open" when it was repeated.
    [InlineData(171, 300)]
    // Two activations drove one basket: the late pin of one held stock for good after the other had called the commit off.
    [InlineData(172, 300)]
    public void What_was_found_once_stays_mended(int seed, int steps) =>
        Simulator.Run((ulong)seed, steps).Violation.ShouldBeNull($"simulate --seed {seed} --steps {steps}");
}
