using System.Text;
using Npgsql;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine.Storage.Postgres;

/// <summary>Grains' states in a database.</summary>
public sealed class PostgresStateTable(PostgresGrainDatabase database) : IEmbeddedStateTable
{
    private const string One = "grain_type = $1 AND grain_key = $2 AND name = $3";

    /// <inheritdoc />
    public Task<EmbeddedStateRow?> Read(string stateName, GrainId grainId) => database.Do(async connection =>
    {
        await using var select = PostgresGrainDatabase.Command(connection, $"SELECT payload, etag FROM grain_state WHERE {One}", Key(stateName, grainId));
        await using var reader = await select.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new EmbeddedStateRow(Encoding.UTF8.GetBytes(reader.GetString(0)), reader.GetString(1)) : null;
    });

    /// <inheritdoc />
    public Task<string> Write(string stateName, GrainId grainId, ReadOnlyMemory<byte> payload, string? etag)
    {
        var next = database.Etags.Next();
        var text = Encoding.UTF8.GetString(payload.Span);
        return database.Do(async connection =>
        {
            await using var write = etag is null
                ? PostgresGrainDatabase.Command(
                    connection, "INSERT INTO grain_state (grain_type, grain_key, name, payload, etag) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                    [.. Key(stateName, grainId), PostgresGrainDatabase.Of(text), PostgresGrainDatabase.Of(next)])
                : PostgresGrainDatabase.Command(
                    connection, $"UPDATE grain_state SET payload = $4, etag = $5 WHERE {One} AND etag = $6",
                    [.. Key(stateName, grainId), PostgresGrainDatabase.Of(text), PostgresGrainDatabase.Of(next), PostgresGrainDatabase.Of(etag)]);
            if (await write.ExecuteNonQueryAsync() == 1) return next;
            var stored = await Stored(connection, stateName, grainId);
            // An earlier try whose answer was lost has written it.
            return stored == next ? next : throw new EmbeddedStateConflictException(stored);
        });
    }

    /// <inheritdoc />
    public Task Clear(string stateName, GrainId grainId, string? etag)
    {
        var isSecondTry = false;
        return database.Do(async connection =>
        {
            var wasTried = isSecondTry;
            isSecondTry = true;
            if (etag is not null)
            {
                await using var delete = PostgresGrainDatabase.Command(
                    connection, $"DELETE FROM grain_state WHERE {One} AND etag = $4", [.. Key(stateName, grainId), PostgresGrainDatabase.Of(etag)]);
                if (await delete.ExecuteNonQueryAsync() == 1) return true;
            }
            var stored = await Stored(connection, stateName, grainId);
            // An earlier try whose answer was lost may have removed it; gone is what was asked for.
            return stored == etag || stored is null && wasTried ? true : throw new EmbeddedStateConflictException(stored);
        });
    }

    private static async Task<string?> Stored(NpgsqlConnection connection, string stateName, GrainId grainId)
    {
        await using var select = PostgresGrainDatabase.Command(connection, $"SELECT etag FROM grain_state WHERE {One}", Key(stateName, grainId));
        return (string?)await select.ExecuteScalarAsync();
    }

    private static NpgsqlParameter[] Key(string stateName, GrainId grainId) =>
        [PostgresGrainDatabase.Of(grainId.Type.ToString()), PostgresGrainDatabase.Of(grainId.Key.ToString()), PostgresGrainDatabase.Of(stateName)];
}
