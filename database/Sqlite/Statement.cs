using System.Text;
using SQLitePCL;

namespace BeautyGrains.Database.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0; reset it after reading.</summary>
public sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private const int ShortText = 128;

    public Statement Bind(int parameter, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    /// <summary>Binds a text, or NULL.</summary>
    public Statement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            connection.Check(raw.sqlite3_bind_null(handle, parameter));
            return this;
        }
        // SQLite takes a copy; short texts need no other one of them.
        Span<byte> utf8 = stackalloc byte[ShortText * 3];
        if (value.Length is 0 or > ShortText) connection.Check(raw.sqlite3_bind_text(handle, parameter, value));
        else connection.Check(raw.sqlite3_bind_text(handle, parameter, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        return this;
    }

    /// <summary>Binds bytes that are UTF-8 as text, as they are.</summary>
    public Statement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and SQLite takes that for NULL.
        if (utf8.IsEmpty) return Bind(parameter, "");
        connection.Check(raw.sqlite3_bind_text(handle, parameter, utf8));
        return this;
    }

    public Statement BindBlob(int parameter, ReadOnlySpan<byte> value)
    {
        connection.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        try
        {
            while (Read())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Steps to the next row; false at the end.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(handle);
        connection.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>All rows, at most so many as the statement gives.</summary>
    public List<T> All<T>(Func<Statement, T> row)
    {
        try
        {
            var rows = new List<T>();
            while (Read()) rows.Add(row(this));
            return rows;
        }
        finally
        {
            Reset();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>The bytes of a text or blob, as they are stored.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    // Reset repeats the error of the last step, which has been told.
    public void Reset() => raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();
}
