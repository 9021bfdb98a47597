using System.Data.Common;

namespace BeautyGrains.ReadModels;

/// <summary>Writes many rows at once, in the way that the database takes them fastest.</summary>
internal interface IRowWriter
{
    /// <summary>Sets whole rows, whether they are there or not.</summary>
    Task Put(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel);

    /// <summary>Changes the columns that change often; returns how many rows were there.</summary>
    Task<int> Change(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel);

    /// <summary>Removes rows.</summary>
    Task Remove(DbConnection connection, Table table, string name, CellRows rows, CancellationToken cancel);
}
