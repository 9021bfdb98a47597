using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A state as a table keeps it.</summary>
/// <param name="Payload">JSON in UTF-8.</param>
/// <param name="Etag">Never used for another version of any state.</param>
public sealed record EmbeddedStateRow(ReadOnlyMemory<byte> Payload, string Etag);

/// <summary>What was asked of a table was asked of another version than it keeps. Nothing was changed.</summary>
/// <param name="storedEtag">The version kept, or null for none.</param>
public sealed class EmbeddedStateConflictException(string? storedEtag) : Exception("The table keeps another version.")
{
    /// <summary>The version kept, or null for none.</summary>
    public string? StoredEtag { get; } = storedEtag;
}

/// <summary>Where the embedded host's storages keep states; not part of Orleans's surface, so grains never name it.</summary>
public interface IEmbeddedStateTable
{
    /// <summary>What is kept, or null.</summary>
    Task<EmbeddedStateRow?> Read(string stateName, GrainId grainId);

    /// <summary>Keeps a payload; durable on return.</summary>
    /// <param name="etag">The version that is replaced; null when there must be none.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="EmbeddedStateConflictException">Another version is kept.</exception>
    Task<string> Write(string stateName, GrainId grainId, ReadOnlyMemory<byte> payload, string? etag);

    /// <summary>Removes what is kept; durable on return.</summary>
    /// <param name="etag">The version that is removed; null when there must be none.</param>
    /// <exception cref="EmbeddedStateConflictException">Another version is kept.</exception>
    Task Clear(string stateName, GrainId grainId, string? etag);
}

/// <summary>A storage of the embedded host: states as JSON in a table.</summary>
/// <param name="json">How states are written; null for camel case, readable and without indentation.</param>
public sealed class EmbeddedGrainStorage(IEmbeddedStateTable table, JsonSerializerOptions? json = null) : IGrainStorage
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonSerializerOptions _json = json ?? s_json;

    /// <summary>What a state is when nothing is kept: made by its parameterless constructor, or with all members zero where it has none; null of what cannot be made.</summary>
    public static T New<T>()
    {
        var type = typeof(T);
        if (type.IsValueType || type.GetConstructor(Type.EmptyTypes) is { } && !type.IsAbstract)
            return Activator.CreateInstance<T>();
        return type.IsAbstract || type.IsArray || type == typeof(string) ? default! : (T)RuntimeHelpers.GetUninitializedObject(type);
    }

    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var row = await table.Read(stateName, grainId);
        var state = row is null ? default : JsonSerializer.Deserialize<T>(row.Payload.Span, _json);
        grainState.State = state is null ? New<T>() : state;
        grainState.ETag = row?.Etag;
        grainState.RecordExists = row is not null;
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var payload = JsonSerializer.SerializeToUtf8Bytes(grainState.State, _json);
        try
        {
            grainState.ETag = await table.Write(stateName, grainId, payload, grainState.ETag);
        }
        catch (EmbeddedStateConflictException conflict)
        {
            throw Inconsistent(stateName, grainId, conflict, grainState.ETag);
        }

        grainState.RecordExists = true;
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        try
        {
            await table.Clear(stateName, grainId, grainState.ETag);
        }
        catch (EmbeddedStateConflictException conflict)
        {
            throw Inconsistent(stateName, grainId, conflict, grainState.ETag);
        }

        grainState.State = New<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static InconsistentStateException Inconsistent(string stateName, GrainId grainId, EmbeddedStateConflictException conflict, string? etag)
        => new($"State {stateName} of {grainId} has been written by somebody else.", conflict.StoredEtag, etag, conflict);
}
