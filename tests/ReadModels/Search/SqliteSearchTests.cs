using Microsoft.Data.Sqlite;

namespace BeautyGrains.ReadModels.Tests.Search;

public sealed class SqliteSearchTests : SearchContract
{
    internal override Task<SearchBench> Open() => new SearchBench(new SqliteConnection("Data Source=:memory:"), Dialect.Sqlite).Create();
}
