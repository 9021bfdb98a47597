using System.Diagnostics.Metrics;
using BeautyGrains.Journal.Postgres;

namespace BeautyGrains.Journal.Tests;

/// <summary>What the connections to the database tell of themselves.</summary>
public sealed class PostgresSourceTests
{
    [Fact]
    public void Metrics_call_connections_by_their_use_and_never_by_the_connection_string()
    {
        var options = new PostgresJournalOptions("Host=127.0.0.1;Port=1;Database=till;Username=clerk;Password=very-secret;Persist Security Info=true", TimeProvider.System);
        using var readers = options.Readers();
        using var writers = options.Writers();
        var told = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Name == "Npgsql") to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, _, labels, _) => told.AddRange(labels.ToArray().Select(label => $"{label.Value}")));
        listener.Start();
        listener.RecordObservableInstruments();
        told.ShouldContain("beautygrains-journal");
        told.ShouldNotContain(label => label.Contains("till", StringComparison.Ordinal) || label.Contains("clerk", StringComparison.Ordinal) || label.Contains("secret", StringComparison.Ordinal));
        readers.ConnectionString.ShouldNotContain("secret");
        writers.ConnectionString.ShouldNotContain("secret");
    }
}
