namespace BeautyGrains.Journal.Postgres;

/// <summary>Rows of the table of events, by column, as the one INSERT takes them. Their positions follow each other from the journal's end on.</summary>
internal sealed class EventRows
{
    public List<long> Streams { get; } = [];

    public List<long> Versions { get; } = [];

    public List<string> Types { get; } = [];

    public List<string> Payloads { get; } = [];

    public List<long> Times { get; } = [];

    public List<string> Actors { get; } = [];

    public List<string> Correlations { get; } = [];

    public List<byte[]> Hashes { get; } = [];

    public List<string?> CommandIds { get; } = [];

    public List<string?> BodyHashes { get; } = [];

    public List<string?> Processes { get; } = [];

    public int Count => Streams.Count;

    public void Add(long stream, long version, in NewEvent entry, string payload, byte[] hash)
    {
        Streams.Add(stream);
        Versions.Add(version);
        Types.Add(entry.Type);
        Payloads.Add(payload);
        Times.Add(entry.At.UtcTicks);
        Actors.Add(entry.Actor);
        Correlations.Add(entry.CorrelationId);
        Hashes.Add(hash);
        CommandIds.Add(entry.CommandId);
        BodyHashes.Add(entry.CommandId is null ? null : entry.BodyHash ?? "");
        Processes.Add(entry.CommandId is null ? null : entry.Process);
    }

    public void Clear()
    {
        foreach (var numbers in new[] { Streams, Versions, Times }) numbers.Clear();
        foreach (var texts in new[] { Types, Payloads, Actors, Correlations }) texts.Clear();
        foreach (var named in new[] { CommandIds, BodyHashes, Processes }) named.Clear();
        Hashes.Clear();
    }
}
