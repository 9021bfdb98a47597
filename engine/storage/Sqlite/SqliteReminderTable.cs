using BeautyGrains.Database.Sqlite;
using Orleans.Runtime;

namespace BeautyGrains.Engine.Storage.Sqlite;

/// <summary>Reminders in a file.</summary>
public sealed class SqliteReminderTable(SqliteGrainFile file) : IEmbeddedReminderTable
{
    private const string Columns = "grain_type, grain_key, name, first_due, period, etag, last_tick";
    private const string OfGrain = "grain_type = ?1 AND grain_key = ?2";
    private const string One = OfGrain + " AND name = ?3";

    /// <inheritdoc />
    public Task<IReadOnlyList<EmbeddedReminder>> ReadAll() =>
        Read(connection => connection.Prepare($"SELECT {Columns} FROM reminders ORDER BY grain_type, grain_key, name"));

    /// <inheritdoc />
    public Task<IReadOnlyList<EmbeddedReminder>> ReadOf(GrainId grain) =>
        Read(connection => Key(connection.Prepare($"SELECT {Columns} FROM reminders WHERE {OfGrain} ORDER BY name"), grain));

    /// <inheritdoc />
    public async Task<EmbeddedReminder?> Read(GrainId grain, string name) =>
        (await Read(connection => Key(connection.Prepare($"SELECT {Columns} FROM reminders WHERE {One}"), grain).Bind(3, name))).SingleOrDefault();

    /// <inheritdoc />
    public Task<string> Write(GrainId grain, string name, DateTime firstDue, TimeSpan period)
    {
        var etag = file.Etags.Next();
        return file.Write(connection =>
        {
            Key(connection.Prepare("INSERT OR REPLACE INTO reminders (grain_type, grain_key, name, first_due, period, etag) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"), grain)
                .Bind(3, name).Bind(4, firstDue.Ticks).Bind(5, period.Ticks).Bind(6, etag).Run();
            return etag;
        });
    }

    /// <inheritdoc />
    public Task Tick(GrainId grain, string name, string etag, DateTime tick) => file.Write(connection =>
    {
        Key(connection.Prepare($"UPDATE reminders SET last_tick = ?5 WHERE {One} AND etag = ?4"), grain).Bind(3, name).Bind(4, etag).Bind(5, tick.Ticks).Run();
        return true;
    });

    /// <inheritdoc />
    public Task<bool> Remove(GrainId grain, string name, string etag) => file.Write(connection =>
    {
        Key(connection.Prepare($"DELETE FROM reminders WHERE {One} AND etag = ?4"), grain).Bind(3, name).Bind(4, etag).Run();
        return connection.Changes == 1;
    });

    private static Statement Key(Statement statement, GrainId grain) => statement.Bind(1, grain.Type.ToString()).Bind(2, grain.Key.ToString());

    private Task<IReadOnlyList<EmbeddedReminder>> Read(Func<Connection, Statement> select)
    {
        try
        {
            return Task.FromResult(file.Read<IReadOnlyList<EmbeddedReminder>>(connection => select(connection).All(Row)));
        }
        catch (SqliteFailedException failure)
        {
            return Task.FromException<IReadOnlyList<EmbeddedReminder>>(failure);
        }
    }

    private static EmbeddedReminder Row(Statement row) => new(
        GrainId.Create(row.Text(0), row.Text(1)), row.Text(2), new(row.Number(3), DateTimeKind.Utc), new(row.Number(4)), row.Text(5),
        row.IsNull(6) ? null : new DateTime(row.Number(6), DateTimeKind.Utc));
}
