using Npgsql;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Storage.Postgres;

/// <summary>Reminders in a database.</summary>
public sealed class PostgresReminderTable(PostgresGrainDatabase database) : IEmbeddedReminderTable
{
    private const string Columns = "grain_type, grain_key, name, first_due, period, etag, last_tick";
    private const string OfGrain = "grain_type = $1 AND grain_key = $2";
    private const string One = OfGrain + " AND name = $3";

    /// <inheritdoc />
    public Task<IReadOnlyList<EmbeddedReminder>> ReadAll() =>
        Read($"""SELECT {Columns} FROM grain_reminders ORDER BY grain_type COLLATE "C", grain_key COLLATE "C", name COLLATE "C" """, () => []);

    /// <inheritdoc />
    public Task<IReadOnlyList<EmbeddedReminder>> ReadOf(GrainId grain) =>
        Read($"""SELECT {Columns} FROM grain_reminders WHERE {OfGrain} ORDER BY name COLLATE "C" """, () => Key(grain));

    /// <inheritdoc />
    public async Task<EmbeddedReminder?> Read(GrainId grain, string name) =>
        (await Read($"SELECT {Columns} FROM grain_reminders WHERE {One}", () => [.. Key(grain), PostgresGrainDatabase.Of(name)])).SingleOrDefault();

    /// <inheritdoc />
    public async Task<string> Write(GrainId grain, string name, DateTime firstDue, TimeSpan period)
    {
        var etag = database.Etags.Next();
        await Change(
            """
            INSERT INTO grain_reminders (grain_type, grain_key, name, first_due, period, etag) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (grain_type, grain_key, name)
            DO UPDATE SET first_due = excluded.first_due, period = excluded.period, etag = excluded.etag, last_tick = NULL
            """,
            () => [.. Key(grain), PostgresGrainDatabase.Of(name), PostgresGrainDatabase.Of(firstDue.Ticks), PostgresGrainDatabase.Of(period.Ticks), PostgresGrainDatabase.Of(etag)]);
        return etag;
    }

    /// <inheritdoc />
    public Task Tick(GrainId grain, string name, string etag, DateTime tick) => Change(
        $"UPDATE grain_reminders SET last_tick = $5 WHERE {One} AND etag = $4",
        () => [.. Key(grain), PostgresGrainDatabase.Of(name), PostgresGrainDatabase.Of(etag), PostgresGrainDatabase.Of(tick.Ticks)]);

    /// <inheritdoc />
    public async Task<bool> Remove(GrainId grain, string name, string etag) => await Change(
        $"DELETE FROM grain_reminders WHERE {One} AND etag = $4",
        () => [.. Key(grain), PostgresGrainDatabase.Of(name), PostgresGrainDatabase.Of(etag)]) == 1;

    private static NpgsqlParameter[] Key(GrainId grain) => [PostgresGrainDatabase.Of(grain.Type.ToString()), PostgresGrainDatabase.Of(grain.Key.ToString())];

    // A parameter belongs to one command, so each try makes its own.
    private Task<int> Change(string sql, Func<NpgsqlParameter[]> parameters) => database.Do(async connection =>
    {
        await using var change = PostgresGrainDatabase.Command(connection, sql, parameters());
        return await change.ExecuteNonQueryAsync();
    });

    private Task<IReadOnlyList<EmbeddedReminder>> Read(string sql, Func<NpgsqlParameter[]> parameters) => database.Do<IReadOnlyList<EmbeddedReminder>>(async connection =>
    {
        await using var select = PostgresGrainDatabase.Command(connection, sql, parameters());
        await using var reader = await select.ExecuteReaderAsync();
        var rows = new List<EmbeddedReminder>();
        while (await reader.ReadAsync()) rows.Add(Row(reader));
        return rows;
    });

    private static EmbeddedReminder Row(NpgsqlDataReader row) => new(
        GrainId.Create(row.GetString(0), row.GetString(1)), row.GetString(2), new(row.GetInt64(3), DateTimeKind.Utc), new(row.GetInt64(4)), row.GetString(5),
        row.IsDBNull(6) ? null : new DateTime(row.GetInt64(6), DateTimeKind.Utc));
}
