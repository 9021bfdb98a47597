using BeautyGrains.Database.Sqlite;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine.Storage.Sqlite;

/// <summary>Grains' states in a file.</summary>
public sealed class SqliteStateTable(SqliteGrainFile file) : IEmbeddedStateTable
{
    /// <inheritdoc />
    public Task<EmbeddedStateRow?> Read(string stateName, GrainId grainId)
    {
        try
        {
            return Task.FromResult(file.Read(connection => Key(connection.Prepare(
                "SELECT payload, etag FROM grain_state WHERE grain_type = ?1 AND grain_key = ?2 AND name = ?3"), stateName, grainId)
                .All(row => new EmbeddedStateRow(row.Bytes(0), row.Text(1))).SingleOrDefault()));
        }
        catch (SqliteFailedException failure)
        {
            return Task.FromException<EmbeddedStateRow?>(failure);
        }
    }

    /// <inheritdoc />
    public Task<string> Write(string stateName, GrainId grainId, ReadOnlyMemory<byte> payload, string? etag)
    {
        var next = file.Etags.Next();
        return file.Write(connection =>
        {
            var write = etag is null
                ? connection.Prepare("INSERT INTO grain_state (grain_type, grain_key, name, payload, etag) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
                : connection.Prepare("UPDATE grain_state SET payload = ?4, etag = ?5 WHERE grain_type = ?1 AND grain_key = ?2 AND name = ?3 AND etag = ?6");
            Key(write, stateName, grainId).BindText(4, payload.Span).Bind(5, next);
            if (etag is not null) write.Bind(6, etag);
            write.Run();
            return connection.Changes == 1 ? next : throw new EmbeddedStateConflictException(Stored(connection, stateName, grainId));
        });
    }

    /// <inheritdoc />
    public Task Clear(string stateName, GrainId grainId, string? etag) => file.Write(connection =>
    {
        if (etag is not null)
        {
            Key(connection.Prepare("DELETE FROM grain_state WHERE grain_type = ?1 AND grain_key = ?2 AND name = ?3 AND etag = ?4"), stateName, grainId).Bind(4, etag).Run();
            if (connection.Changes == 1) return true;
        }
        var stored = Stored(connection, stateName, grainId);
        return stored == etag ? true : throw new EmbeddedStateConflictException(stored);
    });

    private static string? Stored(Connection connection, string stateName, GrainId grainId) => Key(connection.Prepare(
        "SELECT etag FROM grain_state WHERE grain_type = ?1 AND grain_key = ?2 AND name = ?3"), stateName, grainId).All(row => row.Text(0)).SingleOrDefault();

    private static Statement Key(Statement statement, string stateName, GrainId grainId) =>
        statement.Bind(1, grainId.Type.ToString()).Bind(2, grainId.Key.ToString()).Bind(3, stateName);
}
