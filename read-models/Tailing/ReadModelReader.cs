using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>As of when a read model answers.</summary>
/// <param name="Position">The last journal entry that is in it.</param>
/// <param name="At">Time of that entry; <see cref="DateTimeOffset.MinValue"/> while there is none.</param>
public readonly record struct AsOf(JournalPosition Position, DateTimeOffset At);

/// <summary>Reads the copies that serve.</summary>
public sealed class ReadModelReader(IReadModelStore store)
{
    /// <summary>Reads within one snapshot of the copy that serves.</summary>
    /// <exception cref="ReadModelNotReadyException">None serves that this program can read.</exception>
    public Task<T> Read<T>(ReadModel model, Func<CopyTables, AsOf, Task<T>> read, CancellationToken cancel) => store.Read(
        async connection =>
        {
            var serving = await new Copies(connection, store.Dialect, model.Name).Serving(cancel);
            if (serving is null || serving.Version < model.ReadableFrom || serving.Version > model.Version) throw new ReadModelNotReadyException(model.Name);
            return await read(new(connection, store.Dialect, serving.Generation), new(serving.Position, serving.At));
        },
        cancel);
}
