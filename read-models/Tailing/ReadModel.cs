using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>
/// A read model: tables that are built from the journal, and can be dropped and built anew at any time. One tailer writes it; everybody reads it.
/// </summary>
public abstract class ReadModel
{
    /// <summary>Lower case letters and hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>Counted up whenever the tables or what stands in them changes: the program then builds a new copy beside the one that serves.</summary>
    public abstract int Version { get; }

    /// <summary>The oldest version whose tables the queries of this program can read, so that it serves while the new copy is built.</summary>
    public virtual int ReadableFrom => Version;

    /// <summary>The tables, alike on both databases.</summary>
    public abstract IReadOnlyList<Table> Tables { get; }

    /// <summary>Statements that follow the making of a copy's tables, such as for a search index. They can be repeated ("IF NOT EXISTS").</summary>
    public virtual IEnumerable<string> MoreSql(CopyTables copy) => [];

    /// <summary>Starts to follow a copy. What it keeps at hand is dropped after trouble, and another one starts.</summary>
    public abstract IProjection Project();
}

/// <summary>Turns events into changes of rows. For one copy and one caller at a time; the copy's position never goes back while it lives.</summary>
public interface IProjection
{
    /// <summary>
    /// What a batch does to the rows, coalesced by key; good until the next call. Rows that are not at hand are read from the copy, which stands
    /// just before the batch.
    /// </summary>
    /// <exception cref="JournalCorruptException">An event is unknown or does not follow: the read model stops.</exception>
    ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel);
}

/// <summary>Is told what became durable, at least once and in order, after the copy that serves has it.</summary>
public interface IModelListener
{
    /// <summary>The read model's name.</summary>
    string Model { get; }

    /// <summary>False while nobody would hear it, which spares the work.</summary>
    bool IsHeard { get; }

    /// <summary>Tells of a batch that the copy holds; the copy may be further on. What fails is told again.</summary>
    Task Tell(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel);
}
