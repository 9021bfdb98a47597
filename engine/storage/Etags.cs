using System.Globalization;

namespace BeautyGrains.Engine.Storage;

/// <summary>Versions that are never used twice: the number of a writer, which no other process has, and a count.</summary>
internal sealed class Etags(long writer)
{
    private long _count;

    public string Next() => string.Create(CultureInfo.InvariantCulture, $"{writer}-{Interlocked.Increment(ref _count)}");
}
