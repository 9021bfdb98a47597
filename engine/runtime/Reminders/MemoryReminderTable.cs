using System.Globalization;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>Reminders in memory, gone with it. Answers at once, so that it may stand under a simulation.</summary>
public sealed class MemoryReminderTable : IEmbeddedReminderTable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, SortedDictionary<string, EmbeddedReminder>> _rows = new(StringComparer.Ordinal);
    private long _versions;

    /// <inheritdoc />
    public Task<IReadOnlyList<EmbeddedReminder>> ReadAll()
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<EmbeddedReminder>>([.. _rows.Values.SelectMany(ofGrain => ofGrain.Values)]);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<EmbeddedReminder>> ReadOf(GrainId grain)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<EmbeddedReminder>>(_rows.TryGetValue(grain.ToString(), out var ofGrain) ? [.. ofGrain.Values] : []);
        }
    }

    /// <inheritdoc />
    public Task<EmbeddedReminder?> Read(GrainId grain, string name)
    {
        lock (_lock)
        {
            return Task.FromResult(Find(grain, name));
        }
    }

    /// <inheritdoc />
    public Task<string> Write(GrainId grain, string name, DateTime firstDue, TimeSpan period)
    {
        lock (_lock)
        {
            var etag = (++_versions).ToString(CultureInfo.InvariantCulture);
            Put(new(grain, name, firstDue, period, etag, LastTick: null));
            return Task.FromResult(etag);
        }
    }

    /// <inheritdoc />
    public Task Tick(GrainId grain, string name, string etag, DateTime tick)
    {
        lock (_lock)
        {
            if (Find(grain, name) is { } row && row.Etag == etag)
                Put(row with { LastTick = tick });
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc />
    public Task<bool> Remove(GrainId grain, string name, string etag)
    {
        lock (_lock)
        {
            if (Find(grain, name)?.Etag != etag)
                return Task.FromResult(false);
            var ofGrain = _rows[grain.ToString()];
            ofGrain.Remove(name);
            if (ofGrain.Count == 0)
                _rows.Remove(grain.ToString());
            return Task.FromResult(true);
        }
    }

    private EmbeddedReminder? Find(GrainId grain, string name)
        => _rows.TryGetValue(grain.ToString(), out var ofGrain) ? ofGrain.GetValueOrDefault(name) : null;

    private void Put(EmbeddedReminder row)
    {
        if (!_rows.TryGetValue(row.Grain.ToString(), out var ofGrain))
            _rows[row.Grain.ToString()] = ofGrain = new(StringComparer.Ordinal);
        ofGrain[row.Name] = row;
    }
}
