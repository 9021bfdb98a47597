namespace BeautyGrains.Rules.Tests;

/// <summary>Hashes of bodies stand in journals: they must stay what they are.</summary>
public sealed class BodyHashTests
{
    [Fact]
    public void A_hash_is_the_same_as_ever()
    {
        BodyHash.Of(3.50m, null, 6_000_000_000L, "花", true, new DateOnly(2026, 6, 9), new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)), MovementKind.Sale)
            .ShouldBe("jDA1mDyaqJ3ubITx");
        BodyHash.Of(new string('x', 700), "花花").ShouldBe("tbFXvpS7EAc6YvyY");
        BodyHash.Of().ShouldBe("47DEQpj8HBSa+/TI");
    }

    [Fact]
    public void Where_one_part_ends_and_another_begins_matters_and_so_does_nothing_beside_an_empty_text()
    {
        BodyHash.Of("a", "bc").ShouldNotBe(BodyHash.Of("ab", "c"));
        BodyHash.Of("", 1m).ShouldNotBe(BodyHash.Of(null, 1m));
        BodyHash.Of(1.0m).ShouldBe(BodyHash.Of(1m));
    }
}
