namespace BeautyGrains.Tests.Shared;

/// <summary>A test that starts a PostgreSQL server; skipped where its binaries are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsPostgresAttribute : FactAttribute
{
    public NeedsPostgresAttribute() => Skip = PostgresServer.Missing;
}
