using System.Globalization;

namespace BeautyGrains.Journal;

/// <summary>The address of a stream.</summary>
/// <param name="Category">The kind of aggregate, such as "stock": lower case letters and hyphens.</param>
/// <param name="Key">The aggregate's key, such as "store/sku".</param>
public readonly record struct StreamKey(string Category, string Key)
{
    /// <inheritdoc />
    public override string ToString() => $"{Category}:{Key}";
}

/// <summary>Where an event stands in the order of all events of its partition; gap-free from 1 in each partition.</summary>
/// <param name="Partition">0 while there is one partition.</param>
/// <param name="Number">Above 0; 0 stands before the first.</param>
public readonly record struct JournalPosition(int Partition, long Number) : IComparable<JournalPosition>
{
    /// <summary>Before the first event of partition 0.</summary>
    public static JournalPosition Start => new(0, 0);

    /// <inheritdoc />
    public int CompareTo(JournalPosition other) =>
        Partition != other.Partition ? Partition.CompareTo(other.Partition) : Number.CompareTo(other.Number);

    /// <summary>As cursors show it: "partition-number".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Partition}-{Number}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out JournalPosition position)
    {
        position = Start;
        var parts = text?.Split('-');
        if (parts is not { Length: 2 }
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        position = new(partition, number);
        return true;
    }

    /// <inheritdoc cref="CompareTo" />
    public static bool operator <(JournalPosition left, JournalPosition right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator >(JournalPosition left, JournalPosition right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator <=(JournalPosition left, JournalPosition right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo" />
    public static bool operator >=(JournalPosition left, JournalPosition right) => left.CompareTo(right) >= 0;
}

/// <summary>What an event says of its stream's life; found again by <see cref="IJournal.OpenStreams"/>.</summary>
public enum StreamMark
{
    /// <summary>Nothing; the mark stays as it was.</summary>
    Keep,
    /// <summary>There is work left that someone must drive to its end.</summary>
    Open,
    /// <summary>It waits for nobody.</summary>
    Closed,
}

/// <summary>An event to be written.</summary>
/// <param name="Type">Name with version, such as "stock-received.1".</param>
/// <param name="Payload">UTF-8 JSON, stored and hashed as given. The journal holds on to it, so it must not change any more.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Actor">Who asked, such as a key's id; empty for the house itself.</param>
/// <param name="CorrelationId">What ties it to a request or process; empty when nothing does.</param>
/// <param name="CommandId">A caller-made id that this event answers; remembered with this version, in the same transaction. The newest event that names an id wins.</param>
/// <param name="BodyHash">With a command id: what tells the same request from another with that id.</param>
/// <param name="Process">
/// With a command id: the process whose step this is, as <see cref="StreamKey.ToString"/> has its stream; null when it is none's. Once given it
/// stays with the id, which is not forgotten while that stream is open.
/// </param>
/// <param name="Meaning">What the payload was made of, immutable; handed to those of this process who follow the journal, so that they need not read the payload.</param>
public readonly record struct NewEvent(
    string Type,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset At,
    string Actor = "",
    string CorrelationId = "",
    string? CommandId = null,
    string? BodyHash = null,
    StreamMark Mark = StreamMark.Keep,
    string? Process = null,
    object? Meaning = null);

/// <summary>An event as it stands in the journal.</summary>
/// <param name="Version">1 for the first of its stream, without gaps.</param>
/// <param name="Hash">32 bytes: SHA-256 over the predecessor's hash in the stream and this entry (see <see cref="HashChain"/>).</param>
/// <param name="Meaning">As its writer had it, or null, as always of what was read from the storage.</param>
public sealed record RecordedEvent(
    StreamKey Stream,
    long Version,
    JournalPosition Position,
    string Type,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset At,
    string Actor,
    string CorrelationId,
    ReadOnlyMemory<byte> Hash,
    object? Meaning = null);

/// <summary>A state as of a version, to spare replaying what came before.</summary>
/// <param name="FoldVersion">Of the code that folded it; another fold version does not use it.</param>
public sealed record Snapshot(long Version, int FoldVersion, ReadOnlyMemory<byte> Payload);

/// <summary>Where a command id was named last.</summary>
public sealed record RememberedCommand(string Id, long Version, string BodyHash);
