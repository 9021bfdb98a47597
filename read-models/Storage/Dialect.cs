namespace BeautyGrains.ReadModels;

/// <summary>Where the SQL of the two databases must differ. Everything else is written once.</summary>
public abstract class Dialect
{
    private Dialect() { }

    /// <summary>SQLite.</summary>
    public static Dialect Sqlite { get; } = new OfSqlite();

    /// <summary>PostgreSQL; the read models have a schema of their own.</summary>
    public static Dialect Postgres { get; } = new OfPostgres();

    /// <summary>What stands before the names of tables.</summary>
    public abstract string Prefix { get; }

    /// <summary>A column's type. Text is compared by its bytes.</summary>
    public abstract string TypeOf(ColumnType type);

    /// <summary>What stands behind a table's columns.</summary>
    public abstract string TableOptions { get; }

    /// <summary>Rows given as JSON, an array of arrays: a source named r for FROM.</summary>
    /// <param name="parameter">With its sign, such as "@rows".</param>
    public abstract string RowsOf(string parameter);

    /// <summary>One value of such a row.</summary>
    public abstract string ValueOf(int place, ColumnType type);

    /// <summary>Whether something is one of some texts, which are given as a JSON array.</summary>
    public abstract string IsOneOf(string expression, string parameter);

    /// <summary>Writes rows.</summary>
    internal abstract IRowWriter Writer { get; }

    /// <summary>Within a transaction: gives up soon where somebody else reads a table that is to go; null where readers are in nobody's way.</summary>
    internal abstract string? Impatience { get; }

    /// <summary>Names, without prefix, of all tables whose names end so.</summary>
    internal abstract string TablesEndingIn(string parameter);

    private sealed class OfSqlite : Dialect
    {
        public override string Prefix => "";

        public override string TableOptions => "STRICT, WITHOUT ROWID";

        public override string TypeOf(ColumnType type) => type == ColumnType.Text ? "TEXT" : "INTEGER";

        public override string RowsOf(string parameter) => $"json_each({parameter}) AS r";

        public override string ValueOf(int place, ColumnType type) => $"(r.value ->> {place})";

        public override string IsOneOf(string expression, string parameter) => $"{expression} IN (SELECT value FROM json_each({parameter}))";

        internal override IRowWriter Writer { get; } = new SqliteRowWriter();

        internal override string? Impatience => null;

        internal override string TablesEndingIn(string parameter) =>
            $"SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, -length({parameter})) = {parameter} ORDER BY name";
    }

    private sealed class OfPostgres : Dialect
    {
        public override string Prefix => "read_models.";

        // Room for the next version of a row on its own page, so that no index need learn where it is.
        public override string TableOptions => "WITH (fillfactor = 75)";

        public override string TypeOf(ColumnType type) => type == ColumnType.Text ? "text COLLATE \"C\"" : "bigint";

        public override string RowsOf(string parameter) => $"jsonb_array_elements({parameter}::jsonb) AS r (value)";

        public override string ValueOf(int place, ColumnType type) => type == ColumnType.Text ? $"(r.value ->> {place})" : $"(r.value ->> {place})::bigint";

        // As an array, which an index is searched by; joined with, it would be taken for a hundred values and the index read from its start.
        public override string IsOneOf(string expression, string parameter) => $"{expression} = ANY (ARRAY(SELECT jsonb_array_elements_text({parameter}::jsonb)))";

        internal override IRowWriter Writer { get; } = new PostgresRowWriter();

        internal override string? Impatience => "SET LOCAL lock_timeout = '50ms'";

        internal override string TablesEndingIn(string parameter) =>
            $"SELECT tablename::text FROM pg_tables WHERE schemaname = 'read_models' AND right(tablename, length({parameter})) = {parameter} ORDER BY 1";
    }
}
