namespace BeautyGrains.Journal;

/// <summary>The journal did not take an event.</summary>
public abstract class JournalException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Definite: the queue is full. Nothing was decided; try again soon.</summary>
public sealed class JournalBusyException(string message) : JournalException(message);

/// <summary>Definite: another writer has written that version. Nothing of this append was written.</summary>
public sealed class JournalConflictException(string message) : JournalException(message);

/// <summary>Definite: nothing of this append was written (disk full, closed, an earlier append of the writer failed).</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : JournalException(message, inner);

/// <summary>Unknown: the append may or may not be durable. Whoever retries with the same command id learns the truth.</summary>
public sealed class JournalOutcomeUnknownException(string message, Exception? inner = null) : JournalException(message, inner);

/// <summary>The journal holds something that cannot be right: a broken hash, an unknown event type, a gap.</summary>
public sealed class JournalCorruptException(string message, Exception? inner = null) : JournalException(message, inner);
