namespace BeautyGrains.Documents;

/// <summary>Reads a kept file piece by piece from any place.</summary>
internal sealed class ChunkStream(DocumentStore store, FileRow file) : Stream
{
    private byte[] _chunk = [];
    private long _place = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= file.Length || buffer.IsEmpty) return 0;
        var place = _position / file.ChunkBytes;
        if (place != _place)
        {
            _chunk = await store.Read(file.Id, place, cancellationToken);
            _place = place;
            if (_chunk.Length != Math.Min(file.ChunkBytes, file.Length - (place * file.ChunkBytes))) throw new IOException($"Piece {place} of a document is missing or has another length.");
        }
        var from = (int)(_position % file.ChunkBytes);
        var read = Math.Min(buffer.Length, _chunk.Length - from);
        _chunk.AsMemory(from, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Documents are read without blocking.");

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Current => _position,
        SeekOrigin.End => file.Length,
        _ => 0,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
