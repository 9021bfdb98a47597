using System.Buffers.Binary;
using BeautyGrains.Journal;

namespace BeautyGrains.Grains.Tests.Aggregates;

public sealed class SnapshotEnvelopeTests
{
    private const int FoldVersion = 3;
    private static readonly DateTimeOffset s_at = new(2026, 6, 1, 4, 0, 0, 123, TimeSpan.FromHours(8));

    private static byte[] Json(int length)
    {
        var json = new byte[length];
        for (var i = 0; i < length; i++) json[i] = (byte)('a' + (i / 7 % 26));
        json[0] = (byte)'{';
        return json;
    }

    private static Snapshot Seal(byte[] json) => SnapshotEnvelope.Seal(new Versioned<string>("its JSON is given", 42, s_at), FoldVersion, json);

    private static Versioned<byte[]> Open(Snapshot snapshot) => SnapshotEnvelope.Open(snapshot, (json, _) => json.ToArray());

    /// <summary>As snapshots of every size were written before large ones were compressed.</summary>
    private static Snapshot Uncompressed(byte[] json)
    {
        var payload = new byte[sizeof(long) + json.Length];
        BinaryPrimitives.WriteInt64LittleEndian(payload, s_at.UtcTicks);
        json.CopyTo(payload, sizeof(long));
        return new(42, FoldVersion, payload);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData((256 * 1024) - 1, false)]
    [InlineData(256 * 1024, true)]
    [InlineData(3_000_000, true)]
    public void What_is_sealed_is_read_back_and_weighs_what_its_JSON_does(int length, bool isCompressed)
    {
        var json = Json(length);
        var sealed_ = Seal(json);
        (sealed_.Version, sealed_.FoldVersion, sealed_.Payload.Length < length).ShouldBe((42, FoldVersion, isCompressed));
        var opened = Open(sealed_);
        (opened.Version, opened.At).ShouldBe((42, s_at));
        opened.State.AsSpan().SequenceEqual(json).ShouldBeTrue();
        SnapshotEnvelope.WeightOf(sealed_).ShouldBe(length);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(300_000, 64 * 1024)]
    public void What_lies_apart_is_read_back_beside_the_JSON_and_weighs_half(int length, int apart)
    {
        var (json, bits) = (Json(length), Json(apart));
        var both = SnapshotEnvelope.Seal(new Versioned<string>("", 42, s_at), FoldVersion, new SavedState(json, bits));
        var opened = SnapshotEnvelope.Open(both, (text, rest) => (Json: text.ToArray(), Bits: rest.ToArray()));
        (opened.Version, opened.At).ShouldBe((42, s_at));
        opened.State.Json.AsSpan().SequenceEqual(json).ShouldBeTrue();
        opened.State.Bits.AsSpan().SequenceEqual(bits).ShouldBeTrue();
        SnapshotEnvelope.WeightOf(both).ShouldBe(length + (apart / 2));
        foreach (var cut in new[] { 8, 9, 12 })
            Should.Throw<JournalCorruptException>(() => Open(both with { Payload = both.Payload[..(cut + 1)] }));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3_000_000)]
    public void What_was_written_before_snapshots_were_compressed_is_read(int length)
    {
        var old = Uncompressed(Json(length));
        var opened = Open(old);
        (opened.Version, opened.At).ShouldBe((42, s_at));
        opened.State.AsSpan().SequenceEqual(Json(length)).ShouldBeTrue();
        SnapshotEnvelope.WeightOf(old).ShouldBe(length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(20)]
    public void One_that_was_cut_off_is_told_to_be_corrupt(int length)
    {
        var whole = Seal(Json(300_000));
        Should.Throw<JournalCorruptException>(() => Open(whole with { Payload = whole.Payload[..length] }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(299_999)]
    [InlineData(300_001)]
    public void A_compressed_one_whose_length_is_not_its_own_is_told_to_be_corrupt(int length)
    {
        var damaged = Seal(Json(300_000)).Payload.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(9), length);
        Should.Throw<JournalCorruptException>(() => Open(new(42, FoldVersion, damaged)));
    }

    [Fact]
    public void A_compressed_one_that_has_lost_its_end_is_told_to_be_corrupt() =>
        Should.Throw<JournalCorruptException>(() => Open(new(42, FoldVersion, Seal(Json(300_000)).Payload[..^10])));
}
