using BeautyGrains.Database.Sqlite;
using System.Globalization;
using System.Text.Json;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Sqlite;

/// <summary>
/// What is found by its stream: among the unindexed events and in the index, in this order, so that what moves from the one to the other meanwhile is not
/// missed. The file is looked at first, because other processes may have written.
/// </summary>
internal sealed class StreamQueries(UnindexedEvents unindexed)
{
    // Numbers sort before texts: below the empty text are the versions, from it on the ids.
    private const string Indexed = $"SELECT {Queries.Columns} FROM ix.entries n CROSS JOIN events e ON e.place = n.place WHERE n.stream = ?1 AND n.name > ?2 AND n.name < ?3";
    private const string Listed = $"SELECT {Queries.Columns} FROM json_each(?1) l CROSS JOIN events e ON e.place = l.value WHERE true";
    private const string OfTypes = "AND e.type IN (SELECT value FROM json_each(?5))";

    /// <summary>A stream's events after a version, in order; fewer than the limit are all that there are.</summary>
    /// <param name="types">Event types wanted; empty for all.</param>
    public List<RecordedEvent> Events(Connection file, StreamKey stream, long after, IReadOnlyCollection<string> types, int limit)
    {
        var found = new List<RecordedEvent>();
        if (Find(file, stream) is not { } id) return found;
        var wanted = types.Count == 0 ? null : JsonSerializer.Serialize(types);
        while (true)
        {
            var chunk = wanted is null ? limit - found.Count : Paging.MaxLimit;
            var recent = unindexed.After(id, after, chunk);
            found.AddRange(FromIndex(file, stream, id, after, recent.Count == 0 ? null : recent[0].Version, wanted, limit - found.Count));
            if (recent.Count == 0 || found.Count == limit) return found;
            found.AddRange(AtPlaces(file, stream, recent, wanted, limit - found.Count));
            if (recent.Count < chunk || found.Count == limit) return found;
            after = recent[^1].Version;
        }
    }

    public long LastVersion(Connection file, StreamKey stream)
    {
        if (Find(file, stream) is not { } id) return 0;
        if (unindexed.Last(id) is var (version, _)) return version;
        return file.Prepare("SELECT name FROM ix.entries WHERE stream = ?1 AND name < '' ORDER BY name DESC LIMIT 1").Bind(1, id).All(row => row.Number(0)) is [var last] ? last : 0;
    }

    public RememberedCommand? Command(Connection file, StreamKey stream, string id)
    {
        if (Find(file, stream) is not { } number) return null;
        foreach (var place in unindexed.Naming(number, id))
            // Other ids may have the same hash.
            if (Remembered(file.Prepare("SELECT version, body_hash FROM events WHERE place = ?1 AND command_id = ?2").Bind(1, place).Bind(2, id), id) is { } recent) return recent;
        return Remembered(file.Prepare("SELECT e.version, e.body_hash FROM ix.entries n CROSS JOIN events e ON e.place = n.place WHERE n.stream = ?1 AND n.name = ?2").Bind(1, number).Bind(2, id), id);
    }

    private static RememberedCommand? Remembered(Statement asked, string id) =>
        asked.All(row => new RememberedCommand(id, row.Number(0), row.Text(1))) is [var command] ? command : null;

    private static List<RecordedEvent> FromIndex(Connection file, StreamKey stream, long id, long after, long? before, string? types, int limit)
    {
        var asked = file.Prepare(types is null ? $"{Indexed} ORDER BY n.name LIMIT ?4" : $"{Indexed} {OfTypes} ORDER BY n.name LIMIT ?4").Bind(1, id).Bind(2, after).Bind(4, limit);
        if (before is { } version) asked.Bind(3, version);
        else asked.Bind(3, "");
        if (types is not null) asked.Bind(5, types);
        return asked.All(row => Queries.Event(row, stream));
    }

    private static List<RecordedEvent> AtPlaces(Connection file, StreamKey stream, List<(long Version, long Place)> recent, string? types, int limit)
    {
        var places = string.Create(CultureInfo.InvariantCulture, $"[{string.Join(',', recent.Select(entry => entry.Place))}]");
        var asked = file.Prepare(types is null ? $"{Listed} LIMIT ?4" : $"{Listed} {OfTypes} LIMIT ?4").Bind(1, places).Bind(4, limit);
        if (types is not null) asked.Bind(5, types);
        return asked.All(row => Queries.Event(row, stream));
    }

    /// <summary>The stream's number, with all that the file has covered; null when there is no such stream.</summary>
    private long? Find(Connection file, StreamKey stream)
    {
        unindexed.Cover(file, () => file.Number("SELECT place FROM ix.indexed")!.Value);
        return file.Prepare("SELECT id FROM streams WHERE category = ?1 AND key = ?2").Bind(1, stream.Category).Bind(2, stream.Key).All(row => row.Number(0)) is [var id] ? id : null;
    }
}
