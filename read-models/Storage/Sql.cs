using System.Data.Common;

namespace BeautyGrains.ReadModels;

/// <summary>Short ways to ask a database.</summary>
public static class Sql
{
    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    /// <param name="parameters">Names with their sign; values are texts, whole numbers or bytes.</param>
    public static async Task<int> Execute(this DbConnection connection, string text, CancellationToken cancel, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, text, parameters);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>All rows of a query.</summary>
    public static async Task<List<T>> Query<T>(
        this DbConnection connection, string text, Func<DbDataReader, T> row, CancellationToken cancel, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, text, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel)) rows.Add(row(reader));
        return rows;
    }

    private static DbCommand Command(DbConnection connection, string text, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts are this program's own; what anybody gives is in parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
