using BeautyGrains.Tests.Shared;
using Npgsql;

namespace BeautyGrains.ReadModels.Tests.Search;

[Collection(PostgresCases.Name)]
[TestCaseOrderer(WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresSearchTests(PostgresServer server) : SearchContract
{
    internal override async Task<SearchBench> Open() => await new SearchBench(new NpgsqlConnection(await server.NewDatabase() + ";Pooling=false"), Dialect.Postgres).Create();
}
