using BeautyGrains.Tests.Shared;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Tests that share one PostgreSQL server and run one after the other on it.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCases : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";

    public const string Assembly = "BeautyGrains.ReadModels.Tests";
}
