using System.Data.Common;

namespace BeautyGrains.ReadModels;

/// <summary>The database of the read models.</summary>
public interface IReadModelStore : IAsyncDisposable
{
    /// <summary>Its SQL.</summary>
    Dialect Dialect { get; }

    /// <summary>Becomes the one that writes a read model; null while another process is. Ends with the connection.</summary>
    Task<ILeadership?> Lead(string model, CancellationToken cancel);

    /// <summary>Reads within one snapshot.</summary>
    Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancel);

    /// <summary>A small transaction of somebody who need not lead.</summary>
    Task<T> Write<T>(Func<DbConnection, Task<T>> write, CancellationToken cancel);
}

/// <summary>The right to write a read model, and the connection to do it over.</summary>
public interface ILeadership : IAsyncDisposable
{
    /// <summary>For one caller at a time; when it breaks, the right is gone.</summary>
    DbConnection Connection { get; }
}

/// <summary>The read models' database cannot be opened or used.</summary>
public sealed class ReadModelsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A read model has no copy that this program can read yet: it is being built. Try again soon.</summary>
public sealed class ReadModelNotReadyException(string model) : Exception($"The read model '{model}' is being built.")
{
    /// <summary>Its name.</summary>
    public string Model { get; } = model;
}

/// <summary>Faults on purpose, for tests and simulation. As it stands nothing goes wrong.</summary>
public class ReadModelFaults
{
    /// <summary>Awaited when a batch of a read model is written and not yet committed; what it throws loses the batch.</summary>
    public virtual ValueTask BeforeCommit(string model) => ValueTask.CompletedTask;

    /// <summary>Awaited when a batch is committed; what it throws hides that from the tailer.</summary>
    public virtual ValueTask AfterCommit(string model) => ValueTask.CompletedTask;
}
