using System.Data.Common;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels;

/// <summary>What a copy is for.</summary>
internal enum CopyState
{
    Serving,
    Building,
    Retired,
}

/// <summary>A copy as its row has it.</summary>
/// <param name="Position">The last journal entry that is in it.</param>
/// <param name="Hash">Of that entry; empty at the start.</param>
/// <param name="Told">Up to where listeners were told.</param>
internal sealed record CopyRow(long Generation, int Version, CopyState State, JournalPosition Position, byte[] Hash, DateTimeOffset At, JournalPosition Told);

/// <summary>The rows that tell of copies, over one connection.</summary>
internal sealed class Copies(DbConnection connection, Dialect dialect, string model)
{
    private static readonly string[] s_states = ["serving", "building", "retired"];

    public Task<List<CopyRow>> All(CancellationToken cancel) => connection.Query(
        $"SELECT generation, version, state, partition, position, hash, at, told_partition, told_position FROM {dialect.Prefix}copies WHERE model = @model ORDER BY generation",
        Row, cancel, ("@model", model));

    public async Task<CopyRow?> Serving(CancellationToken cancel) => (await All(cancel)).Find(copy => copy.State == CopyState.Serving);

    /// <summary>Notes a copy that is to be built from the beginning; its generation is used by no other.</summary>
    public async Task Announce(int version, CancellationToken cancel) => await connection.Execute(
        $"""
        INSERT INTO {dialect.Prefix}copies (model, generation, version, state, partition, position, hash, at, told_partition, told_position)
        SELECT @model, (SELECT coalesce(max(generation), 0) + 1 FROM {dialect.Prefix}copies), @version, 'building', 0, 0, @hash, 0, 0, 0
        """,
        cancel, ("@model", model), ("@version", version), ("@hash", Array.Empty<byte>()));

    /// <summary>Moves a copy on, if it stands where it is believed to stand.</summary>
    /// <returns>False when somebody else has moved it.</returns>
    public async Task<bool> Advance(CopyRow from, CopyRow to, CancellationToken cancel) => await connection.Execute(
        $"""
        UPDATE {dialect.Prefix}copies SET partition = @partition, position = @position, hash = @hash, at = @at, told_partition = @toldPartition, told_position = @told
        WHERE model = @model AND generation = @generation AND partition = @oldPartition AND position = @old AND state = @state
        """,
        cancel, ("@partition", to.Position.Partition), ("@position", to.Position.Number), ("@hash", to.Hash), ("@at", to.At.UtcTicks),
        ("@toldPartition", to.Told.Partition), ("@told", to.Told.Number), ("@model", model), ("@generation", from.Generation),
        ("@oldPartition", from.Position.Partition), ("@old", from.Position.Number), ("@state", s_states[(int)from.State])) == 1;

    /// <summary>Gives a copy another state, if it has the one believed.</summary>
    public async Task<bool> Change(CopyRow copy, CopyState state, CancellationToken cancel) => await connection.Execute(
        $"UPDATE {dialect.Prefix}copies SET state = @state WHERE model = @model AND generation = @generation AND state = @old",
        cancel, ("@state", s_states[(int)state]), ("@model", model), ("@generation", copy.Generation), ("@old", s_states[(int)copy.State])) == 1;

    /// <summary>Lets a built copy serve; listeners go on where they were.</summary>
    public async Task<bool> Serve(CopyRow copy, JournalPosition told, CancellationToken cancel) => await connection.Execute(
        $"UPDATE {dialect.Prefix}copies SET state = 'serving', told_partition = @toldPartition, told_position = @told WHERE generation = @generation AND state = 'building'",
        cancel, ("@toldPartition", told.Partition), ("@told", told.Number), ("@generation", copy.Generation)) == 1;

    /// <summary>Forgets a copy whose tables are gone.</summary>
    public Task Forget(CopyRow copy, CancellationToken cancel) => connection.Execute(
        $"DELETE FROM {dialect.Prefix}copies WHERE model = @model AND generation = @generation", cancel, ("@model", model), ("@generation", copy.Generation));

    private static CopyRow Row(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt32(1), (CopyState)Array.IndexOf(s_states, row.GetString(2)), new(row.GetInt32(3), row.GetInt64(4)),
        (byte[])row[5], new(row.GetInt64(6), TimeSpan.Zero), new(row.GetInt32(7), row.GetInt64(8)));
}
