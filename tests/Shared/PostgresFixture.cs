namespace BeautyGrains.Tests.Shared;

/// <content>As a fixture of tests it is disposed of by this name only; it starts when the first one asks.</content>
public sealed partial class PostgresServer : IAsyncLifetime
{
    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
