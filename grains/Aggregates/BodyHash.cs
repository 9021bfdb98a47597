using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Grains;

/// <summary>Tells one request body from another under the same id.</summary>
public static class BodyHash
{
    private const int Bytes = 12;

    /// <summary>
    /// The first 12 bytes of SHA-256 over the parts in order, as base64. Equal quantities hash equally however they are written (1 and 1.0).
    /// </summary>
    public static string Of(params ReadOnlySpan<object?> parts)
    {
        // Most bodies are short; what does not fit grows on the heap.
        var text = new Text(stackalloc char[256]);
        foreach (var part in parts) text.Add(part);
        return text.Hash();
    }

    private ref struct Text(Span<char> buffer)
    {
        private Span<char> _buffer = buffer;
        private int _length;

        public void Add(object? part)
        {
            Span<char> number = stackalloc char[64];
            var written = part switch
            {
                null => "",
                string text => text,
                decimal value => Written(value, number, "0.############################"),
                DateTimeOffset time => Written(time.UtcTicks, number, ""),
                ISpanFormattable value => Written(value, number, ""),
                _ => part.ToString(),
            };
            // The length keeps ("a", "bc") and ("ab", "c") apart; the mark keeps null and "" apart.
            Span<char> length = stackalloc char[12];
            length[0] = part is null ? '-' : '+';
            written.Length.TryFormat(length[1..], out var digits, default, CultureInfo.InvariantCulture);
            length[digits + 1] = ':';
            Append(length[..(digits + 2)]);
            Append(written);
        }

        public readonly string Hash()
        {
            Span<byte> bytes = _length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(_length)];
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(_buffer[.._length], bytes)], hash);
            return Convert.ToBase64String(hash[..Bytes]);
        }

        private static ReadOnlySpan<char> Written<T>(T value, Span<char> into, string format)
            where T : ISpanFormattable
            => value.TryFormat(into, out var length, format, CultureInfo.InvariantCulture) ? into[..length] : value.ToString(format, CultureInfo.InvariantCulture);

        private void Append(scoped ReadOnlySpan<char> more)
        {
            if (_buffer.Length - _length < more.Length)
            {
                var grown = new char[Math.Max(_buffer.Length * 2, _length + more.Length)];
                _buffer[.._length].CopyTo(grown);
                _buffer = grown;
            }

            more.CopyTo(_buffer[_length..]);
            _length += more.Length;
        }
    }
}
