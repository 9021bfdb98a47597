using System.Buffers;
using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BeautyGrains.ReadModels;

/// <summary>One prepared statement, run for each row: SQLite is called, not sent to, and binding costs less than the text of many rows.</summary>
internal sealed class SqliteRowWriter : IRowWriter
{
    // So many letters take at most three times as many bytes on the stack.
    private const int ShortText = 256;

    public Task Put(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel)
    {
        var changes = table.Columns.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", table.Columns.Select(column => $"{column.Name} = excluded.{column.Name}"));
        var values = string.Join(", ", table.All.Select((_, place) => Parameter(place)));
        Run(connection, $"INSERT INTO {name} ({table.Select()}) VALUES ({values}) ON CONFLICT ({table.KeyNames}) DO {changes}", rows, cancel);
        return Task.CompletedTask;
    }

    public Task<int> Change(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel)
    {
        var set = string.Join(", ", table.Often.Select((column, place) => $"{column} = {Parameter(table.Key.Count + place)}"));
        return Task.FromResult(Run(connection, $"UPDATE {name} SET {set} WHERE {IsKey(table)}", rows, cancel));
    }

    public Task Remove(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel)
    {
        Run(connection, $"DELETE FROM {name} WHERE {IsKey(table)}", rows, cancel);
        return Task.CompletedTask;
    }

    private static string Parameter(int place) => FormattableString.Invariant($"?{place + 1}");

    private static string IsKey(Table table) => string.Join(" AND ", table.Key.Select((column, place) => $"{column.Name} = {Parameter(place)}"));

    private static int Run(DbConnection connection, string sql, CellRows rows, CancellationToken cancel)
    {
        var database = ((SqliteConnection)connection).Handle!;
        Check(database, raw.sqlite3_prepare_v2(database, sql, out var statement));
        using (statement)
        {
            var before = raw.sqlite3_total_changes(database);
            for (var row = 0; row < rows.Count; row++)
            {
                cancel.ThrowIfCancellationRequested();
                var cells = rows[row];
                for (var place = 0; place < cells.Length; place++) Bind(database, statement, place + 1, cells[place]);
                var code = raw.sqlite3_step(statement);
                if (code != raw.SQLITE_DONE) Check(database, code);
                Check(database, raw.sqlite3_reset(statement));
            }
            return raw.sqlite3_total_changes(database) - before;
        }
    }

    private static void Bind(sqlite3 database, sqlite3_stmt statement, int place, Cell cell)
    {
        if (cell.Whole is { } number)
        {
            Check(database, raw.sqlite3_bind_int64(statement, place, number));
        }
        else if (cell.Text is not { } text)
        {
            Check(database, raw.sqlite3_bind_null(statement, place));
        }
        else if (text.Length is 0 or > ShortText)
        {
            Check(database, raw.sqlite3_bind_text(statement, place, text));
        }
        else
        {
            Span<byte> utf8 = stackalloc byte[ShortText * 3];
            Check(database, raw.sqlite3_bind_text(statement, place, utf8[..Encoding.UTF8.GetBytes(text, utf8)]));
        }
    }

    private static void Check(sqlite3 database, int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, database);
    }
}
