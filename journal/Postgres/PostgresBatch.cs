using System.Text;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Postgres;

/// <summary>What the database knows of a stream, changed along with the batch.</summary>
internal sealed class StreamState(long id, long lastVersion, byte[] lastHash, bool isOpen)
{
    public long Id { get; } = id;

    public long LastVersion { get; set; } = lastVersion;

    public byte[] LastHash { get; set; } = lastHash;

    public bool IsOpen { get; set; } = isOpen;
}

/// <summary>The appends of one transaction and the rows they become. May be numbered again after a try that left nothing.</summary>
internal sealed class PostgresBatch
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<(QueuedAppend Append, string[] Payloads)> _appends = [];
    private readonly Dictionary<StreamKey, StreamState> _changed = [];
    private readonly Dictionary<(long Stream, string Id), (long Version, string BodyHash, long At, string? Process)> _commands = [];

    public PostgresBatch(List<QueuedWrite> writes)
    {
        foreach (var append in writes.Cast<QueuedAppend>())
        {
            if (Texts(append) is { } payloads) _appends.Add((append, payloads));
            else Fail(append, new JournalUnavailableException($"An event of {append.Stream} holds a NUL or is no Unicode, which PostgreSQL does not keep."));
        }
        Streams = [.. _appends.Select(entry => entry.Append.Stream).Distinct()];
    }

    /// <summary>The streams written to.</summary>
    public List<StreamKey> Streams { get; }

    public EventRows Events { get; } = new();

    /// <summary>Streams that the numbered appends change.</summary>
    public IReadOnlyDictionary<StreamKey, StreamState> Changed => _changed;

    /// <summary>Ids that the numbered appends name, each once, as the last event names it.</summary>
    public IReadOnlyDictionary<(long Stream, string Id), (long Version, string BodyHash, long At, string? Process)> Commands => _commands;

    /// <summary>Whether any append has not failed yet.</summary>
    public bool HasWork => _appends.Any(entry => entry.Append.Failure is null);

    /// <summary>Makes rows of the appends that fit what the database holds; the others fail, and with them what their writers append later.</summary>
    /// <param name="head">The last position taken.</param>
    public void Number(long head, Func<StreamKey, StreamState> stateOf)
    {
        Events.Clear();
        _changed.Clear();
        _commands.Clear();
        foreach (var (append, payloads) in _appends)
        {
            if (append.Failure is not null) continue;
            var state = stateOf(append.Stream);
            if (append.Writer.Poisoned is not null) Fail(append, append.Writer.FailedBefore());
            else if (state.LastVersion != append.FirstVersion - 1) Fail(append, Failures.Conflict(append, state.LastVersion));
            else head = Add(append, payloads, state, head);
        }
    }

    /// <summary>Fails the appends with a version that somebody has taken.</summary>
    /// <returns>False when none of them has one.</returns>
    public bool FailTaken(IReadOnlyCollection<(long Stream, long Version)> taken)
    {
        var any = false;
        foreach (var (append, _) in _appends.Where(entry => entry.Append.Failure is null))
        {
            var id = _changed[append.Stream].Id;
            if (!taken.Any(row => row.Stream == id && row.Version >= append.FirstVersion && row.Version <= append.LastVersion)) continue;
            Fail(append, Failures.Conflict(append, append.FirstVersion));
            any = true;
        }
        return any;
    }

    private long Add(QueuedAppend append, string[] payloads, StreamState state, long head)
    {
        var (hash, version, index) = (state.LastHash, append.FirstVersion, 0);
        foreach (ref readonly var entry in append.Events.Span)
        {
            hash = HashChain.Next(hash, append.Stream, version, entry);
            Events.Add(state.Id, version, ++head, entry, payloads[index++], hash);
            if (entry.CommandId is { } id)
                _commands[(state.Id, id)] = (version, entry.BodyHash ?? "", entry.At.UtcTicks, entry.Process ?? _commands.GetValueOrDefault((state.Id, id)).Process);
            if (entry.Mark != StreamMark.Keep) state.IsOpen = entry.Mark == StreamMark.Open;
            version++;
        }
        (state.LastVersion, state.LastHash) = (append.LastVersion, hash);
        _changed[append.Stream] = state;
        return head;
    }

    // The writer at once, so that its next append in this very batch fails too.
    private static void Fail(QueuedAppend append, JournalException failure)
    {
        append.Failure = failure;
        append.Writer.Poison(failure);
    }

    /// <summary>The payloads as texts, or null when something of the append cannot be kept as text.</summary>
    private static string[]? Texts(QueuedAppend append)
    {
        try
        {
            if (!IsText(append.Stream.Category) || !IsText(append.Stream.Key)) return null;
            var payloads = new string[append.Events.Length];
            for (var index = 0; index < payloads.Length; index++)
            {
                ref readonly var entry = ref append.Events.Span[index];
                payloads[index] = s_strict.GetString(entry.Payload.Span);
                if (payloads[index].Contains('\0') || !IsText(entry.Type) || !IsText(entry.Actor) || !IsText(entry.CorrelationId)
                    || !IsText(entry.CommandId ?? "") || !IsText(entry.BodyHash ?? "") || !IsText(entry.Process ?? "")) return null;
            }
            return payloads;
        }
        catch (ArgumentException)
        {
            // Not Unicode: half a surrogate pair, or bytes that are no UTF-8.
            return null;
        }
    }

    private static bool IsText(string text) => s_strict.GetByteCount(text) >= 0 && !text.Contains('\0');
}

/// <summary>Rows of the table of events, by column, as the one INSERT takes them.</summary>
internal sealed class EventRows
{
    public List<long> Streams { get; } = [];

    public List<long> Versions { get; } = [];

    public List<long> Positions { get; } = [];

    public List<string> Types { get; } = [];

    public List<string> Payloads { get; } = [];

    public List<long> Times { get; } = [];

    public List<string> Actors { get; } = [];

    public List<string> Correlations { get; } = [];

    public List<byte[]> Hashes { get; } = [];

    public int Count => Streams.Count;

    public void Add(long stream, long version, long position, in NewEvent entry, string payload, byte[] hash)
    {
        Streams.Add(stream);
        Versions.Add(version);
        Positions.Add(position);
        Types.Add(entry.Type);
        Payloads.Add(payload);
        Times.Add(entry.At.UtcTicks);
        Actors.Add(entry.Actor);
        Correlations.Add(entry.CorrelationId);
        Hashes.Add(hash);
    }

    public void Clear()
    {
        foreach (var numbers in new[] { Streams, Versions, Positions, Times }) numbers.Clear();
        foreach (var texts in new[] { Types, Payloads, Actors, Correlations }) texts.Clear();
        Hashes.Clear();
    }
}
