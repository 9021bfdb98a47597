using BeautyGrains.Tests.Shared;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Tests that share one PostgreSQL server and run one after the other on it.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCases : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

/// <summary>Skips all tests of a class, inherited ones too, where no server can be started.</summary>
public sealed class WherePostgresIs(IMessageSink messages) : ITestCaseOrderer
{
    public const string Type = "BeautyGrains.ReadModels.Tests.WherePostgresIs";
    public const string Assembly = "BeautyGrains.ReadModels.Tests";

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        PostgresServer.Missing is { } why ? testCases.Select(test => (TTestCase)(ITestCase)new Skipped(messages, test, why)) : testCases;

    private sealed class Skipped : XunitTestCase
    {
        [Obsolete("For the runner, which may carry a test to another process.", error: true)]
        public Skipped()
        {
        }

        public Skipped(IMessageSink messages, ITestCase test, string why)
            : base(messages, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, test.TestMethod, test.TestMethodArguments) => SkipReason = why;
    }
}
