using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>What happened, line by line. Runs of the same seed have the same hash.</summary>
internal sealed class Trace(int kept, Action<string>? heard = null) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<string> _last = new();
    private byte[] _buffer = new byte[1_024];

    /// <summary>Somebody reads along, so that more is told.</summary>
    public bool IsHeard => heard is not null;

    /// <summary>The newest lines, oldest first.</summary>
    public IReadOnlyCollection<string> Last => _last;

    /// <summary>SHA-256 over all lines so far, in hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Line(string line)
    {
        var most = Encoding.UTF8.GetMaxByteCount(line.Length) + 1;
        if (_buffer.Length < most) _buffer = new byte[most];
        var length = Encoding.UTF8.GetBytes(line, _buffer);
        _buffer[length] = (byte)'\n';
        _hash.AppendData(_buffer.AsSpan(0, length + 1));
        heard?.Invoke(line);
        if (kept == 0) return;
        _last.Enqueue(line);
        if (_last.Count > kept) _last.Dequeue();
    }

    /// <summary>An entry of the journal; the start of its hash stands for its content.</summary>
    public void Event(RecordedEvent entry) => Line(string.Create(
        CultureInfo.InvariantCulture, $"  + {entry.Stream} {entry.Version} {entry.Type} {Convert.ToHexStringLower(entry.Hash.Span[..4])} {Show.Time(entry.At)}"));

    public void Dispose() => _hash.Dispose();
}
