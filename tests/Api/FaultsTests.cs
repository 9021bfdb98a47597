using System.Data.Common;
using BeautyGrains.Api.Http;
using BeautyGrains.Contracts;
using BeautyGrains.ReadModels;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.Api.Tests;

/// <summary>What an operator reads when requests meet trouble.</summary>
public sealed class FaultsTests
{
    private readonly ManualClock _clock = new();
    private readonly Lines _log = new();

    [Fact]
    public void Trouble_that_many_requests_share_is_one_line_a_second_with_the_number_left_out()
    {
        var faults = new Faults(_log, _clock, new NoTrouble());
        for (var i = 0; i < 1_000; i++) faults.Note(new NotWrittenException("disk full"), "c1").ShouldBe(ProblemType.NotWritten);
        _log.Told.ShouldBe(["Request c1 met trouble: disk full"]);
        faults.Note(new BusyException("queue full"), "c2");
        _log.Told.Count.ShouldBe(2);
        _clock.Advance(TimeSpan.FromSeconds(1));
        faults.Note(new NotWrittenException("disk full"), "c3");
        _log.Told[^1].ShouldBe("Request c3 met trouble: disk full (999 more like this since the last such line)");
        _clock.Advance(TimeSpan.FromSeconds(1));
        faults.Note(new NotWrittenException("disk full"), "c4");
        _log.Told[^1].ShouldBe("Request c4 met trouble: disk full");
    }

    [Fact]
    public void Errors_of_the_house_are_told_one_by_one_under_their_correlation_ids()
    {
        var faults = new Faults(_log, _clock, new NoTrouble());
        foreach (var id in new[] { "till-7", "till-8" }) faults.Note(new InvalidOperationException("broken"), id).ShouldBe(ProblemType.Internal);
        _log.Told.ShouldBe(["Request till-7 failed", "Request till-8 failed"]);
    }

    [Fact]
    public void Lists_that_cannot_be_read_are_told_as_such_and_not_as_writes_that_failed()
    {
        var faults = new Faults(_log, _clock, new NoTrouble());
        faults.TypeOf(new ReadModelNotReadyException("stock")).ShouldBe(ProblemType.ListsNotReady);
        faults.TypeOf(new ReadModelsUnavailableException("away")).ShouldBe(ProblemType.ListsNotReady);
        faults.TypeOf(new Away()).ShouldBe(ProblemType.ListsNotReady);
    }

    private sealed class Away() : DbException("The database is away.");

    private sealed class NoTrouble : IEngineTrouble
    {
        public CallFate? FateOf(Exception trouble) => null;
    }

    private sealed class Lines : ILogger<Faults>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(formatter(state, exception));
    }
}
