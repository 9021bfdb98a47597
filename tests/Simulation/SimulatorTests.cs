namespace BeautyGrains.Simulation.Tests;

public sealed class SimulatorTests
{
    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var one = Simulator.Run(7, 300);
        one.Violation.ShouldBeNull();
        one.Events.ShouldBeGreaterThan(100);
        one.Answers.ShouldBeGreaterThan(100);
        Simulator.Run(7, 300).Hash.ShouldBe(one.Hash);
        Simulator.Run(8, 300).Hash.ShouldNotBe(one.Hash);
    }
}
