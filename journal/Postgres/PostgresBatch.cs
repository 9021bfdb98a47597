using System.Text;
using BeautyGrains.Journal.Writing;

namespace BeautyGrains.Journal.Postgres;

/// <summary>The appends of one transaction and the rows they become. May be numbered again after a try that left nothing.</summary>
internal sealed class PostgresBatch
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<(QueuedAppend Append, string[] Payloads)> _appends = [];

    public PostgresBatch(List<QueuedWrite> writes)
    {
        foreach (var append in writes.Cast<QueuedAppend>())
        {
            if (Texts(append) is { } payloads) _appends.Add((append, payloads));
            else Fail(append, new JournalUnavailableException($"An event of {append.Stream} holds a NUL or is no Unicode, which PostgreSQL does not keep."));
        }
    }

    public EventRows Events { get; } = new();

    /// <summary>Streams that the numbered appends make.</summary>
    public Dictionary<StreamKey, StreamTip> Made { get; } = [];

    /// <summary>Streams, by number, whose mark the numbered appends change, and to what.</summary>
    public Dictionary<long, bool> Marked { get; } = [];

    /// <summary>Whether any append has not failed yet.</summary>
    public bool HasWork => _appends.Any(entry => entry.Append.Failure is null);

    /// <summary>Streams that are written to by somebody who does not know yet where they end.</summary>
    public List<StreamKey> Unknown() =>
        [.. _appends.Where(entry => entry.Append.Failure is null && entry.Append.Writer.Tip is null).Select(entry => entry.Append.Stream).Distinct()];

    /// <summary>Forgets where streams end, so that all of them are asked for anew.</summary>
    public void ForgetTips()
    {
        foreach (var (append, _) in _appends) append.Writer.Tip = null;
    }

    /// <summary>Makes rows of the appends that fit what is known; the others fail, and with them what their writers append later.</summary>
    /// <param name="found">Where the unknown streams end.</param>
    public void Number(Dictionary<StreamKey, FoundStream> found)
    {
        Events.Clear();
        Made.Clear();
        Marked.Clear();
        foreach (var (append, payloads) in _appends)
        {
            if (append.Failure is not null) continue;
            var tip = append.Writer.Tip ?? found[append.Stream].Tip;
            if (append.Writer.Poisoned is not null) Fail(append, append.Writer.FailedBefore());
            else if (tip.LastVersion != append.FirstVersion - 1) Fail(append, Failures.Conflict(append, tip.LastVersion));
            else
            {
                if (append.Writer.Tip is null && found[append.Stream].IsNew) Made[append.Stream] = tip;
                append.Writer.Tip = tip;
                Add(append, payloads, tip);
            }
        }
    }

    /// <summary>The events as they stand in the journal once they are durable.</summary>
    /// <param name="last">The position of the last one.</param>
    public List<RecordedEvent> Recorded(JournalPosition last)
    {
        var recorded = new List<RecordedEvent>(Events.Count);
        foreach (var (append, _) in _appends)
        {
            if (append.Failure is not null) continue;
            foreach (ref readonly var entry in append.Events.Span)
            {
                var index = recorded.Count;
                recorded.Add(new(
                    append.Stream, Events.Versions[index], last with { Number = last.Number - Events.Count + 1 + index }, entry.Type, entry.Payload,
                    entry.At.ToUniversalTime(), entry.Actor, entry.CorrelationId, Events.Hashes[index], entry.Meaning));
            }
        }
        return recorded;
    }

    private void Add(QueuedAppend append, string[] payloads, StreamTip tip)
    {
        var (isOpen, index) = (tip.IsOpen, 0);
        foreach (ref readonly var entry in append.Events.Span)
        {
            tip.Hash = HashChain.Next(tip.Hash, append.Stream, ++tip.LastVersion, entry);
            Events.Add(tip.Id, tip.LastVersion, entry, payloads[index++], tip.Hash);
            if (entry.Mark != StreamMark.Keep) isOpen = entry.Mark == StreamMark.Open;
        }
        if (isOpen != tip.IsOpen) Marked[tip.Id] = tip.IsOpen = isOpen;
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

/// <summary>A stream as the database had it when it was asked.</summary>
/// <param name="IsNew">It has no row yet; the number is kept for it.</param>
internal readonly record struct FoundStream(StreamTip Tip, bool IsNew);
