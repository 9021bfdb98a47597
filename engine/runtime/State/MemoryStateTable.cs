using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Engine;

/// <summary>States in memory, gone with it. Answers at once, so that it may stand under a simulation.</summary>
public sealed class MemoryStateTable : IEmbeddedStateTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, GrainId Grain), EmbeddedStateRow> _rows = [];
    private long _versions;

    /// <inheritdoc />
    public Task<EmbeddedStateRow?> Read(string stateName, GrainId grainId)
    {
        lock (_lock)
        {
            return Task.FromResult(_rows.GetValueOrDefault((stateName, grainId)));
        }
    }

    /// <inheritdoc />
    public Task<string> Write(string stateName, GrainId grainId, ReadOnlyMemory<byte> payload, string? etag)
    {
        lock (_lock)
        {
            if (Stored(stateName, grainId) is var stored && stored != etag)
                return Task.FromException<string>(new EmbeddedStateConflictException(stored));
            var row = new EmbeddedStateRow(payload, (++_versions).ToString(CultureInfo.InvariantCulture));
            _rows[(stateName, grainId)] = row;
            return Task.FromResult(row.Etag);
        }
    }

    /// <inheritdoc />
    public Task Clear(string stateName, GrainId grainId, string? etag)
    {
        lock (_lock)
        {
            if (Stored(stateName, grainId) is var stored && stored != etag)
                return Task.FromException(new EmbeddedStateConflictException(stored));
            _rows.Remove((stateName, grainId));
            return Task.CompletedTask;
        }
    }

    private string? Stored(string stateName, GrainId grainId) => _rows.GetValueOrDefault((stateName, grainId))?.Etag;
}
