using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Aggregates;

public sealed class FlightsTests
{
    private readonly Flights<string> _flights = new(At(0));

    private static Versioned<string> At(long version) => new($"v{version}", version, DateTimeOffset.UnixEpoch);

    private Task[] TakeOff(params long[] versions) => [.. versions.Select(version =>
    {
        _flights.TakeOff(At(version));
        return _flights.Newest;
    })];

    [Fact]
    public void One_failure_fails_every_flight_at_once_and_for_good()
    {
        var all = TakeOff(1, 2, 3);
        var failure = new NotWrittenException("no");
        _flights.Fail(failure);
        _flights.Fail(new OutcomeUnknownException("later"));
        foreach (var flight in all.Append(_flights.Newest)) flight.Exception!.InnerException.ShouldBe(failure);
        (_flights.Durable.Version, _flights.Failure).ShouldBe((0, failure));
    }

    [Fact]
    public void A_failure_leaves_what_took_off_before_it_on_its_way()
    {
        var all = TakeOff(1, 2, 3);
        _flights.Fail(new NotWrittenException("no"), 2);
        all.Select(flight => flight.IsCompleted).ShouldBe([false, true, true]);
        var unknown = new OutcomeUnknownException("perhaps");
        _flights.Fail(unknown, 1);
        all[0].Exception!.InnerException.ShouldBe(unknown);
        all[1].Exception!.InnerException.ShouldBe(_flights.Failure);
    }

    [Fact]
    public void Landing_completes_all_up_to_its_version_and_no_more()
    {
        var all = TakeOff(2, 3, 5);
        _flights.Land(3);
        all.Select(flight => flight.IsCompletedSuccessfully).ShouldBe([true, true, false]);
        _flights.Durable.ShouldBe(At(3));
        _flights.Newest.ShouldBeSameAs(all[2]);
        _flights.Land(5);
        _flights.Newest.IsCompletedSuccessfully.ShouldBeTrue();
    }
}
