using System.Text;

namespace BeautyGrains.Journal.Tests;

/// <summary>What every journal promises. Each journal derives from the parts of this and says how it is opened.</summary>
public abstract class JournalContract : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<IVerifiableJournal> _opened = [];

    protected IVerifiableJournal Journal { get; private set; } = null!;

    /// <summary>Whether those who follow get what the writer had in mind, not what lies in the storage.</summary>
    protected virtual bool HandsOn => true;

    /// <summary>Opens a journal on the test's own storage; called again it opens another one on the same.</summary>
    protected abstract IVerifiableJournal OpenJournal(int capacity);

    public virtual Task InitializeAsync()
    {
        Journal = Another();
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var journal in _opened) await ((IAsyncDisposable)journal).DisposeAsync();
    }

    protected IVerifiableJournal Another(int capacity = 65_536)
    {
        var journal = OpenJournal(capacity);
        _opened.Add(journal);
        return journal;
    }

    protected async Task Reopen()
    {
        await ((IAsyncDisposable)Journal).DisposeAsync();
        Journal = Another();
    }

    protected static StreamKey Stock(string key) => new("stock", key);

    protected static NewEvent Event(string payload, string type = "noted.1", string? command = null, DateTimeOffset? at = null, StreamMark mark = StreamMark.Keep) =>
        new(type, Encoding.UTF8.GetBytes(payload), at ?? Noon, "key-1", "request-1", command, command is null ? null : "hash of " + payload, mark);

    protected ValueTask<long> Append(IStreamWriter writer, params NewEvent[] events) => Journal.Append(writer, events);

    protected static string Text(RecordedEvent entry) => Encoding.UTF8.GetString(entry.Payload.Span);

    protected async Task<List<string>> Payloads(StreamKey stream) => [.. (await Journal.Read(stream, 0).ToListAsync()).Select(Text)];

    protected async Task ShouldBeSound()
    {
        var findings = await new JournalVerifier(Journal).Verify().ToListAsync();
        findings.ShouldBeEmpty();
    }
}

internal static class AppendExtensions
{
    public static ValueTask<long> Append(this IJournal journal, IStreamWriter writer, params NewEvent[] events) =>
        writer.Append(journal.Enter(Math.Max(1, events.Length)), events);
}
