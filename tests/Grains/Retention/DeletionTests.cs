using BeautyGrains.Contracts;
using BeautyGrains.Tests.Shared;

namespace BeautyGrains.Grains.Tests.Retention;

/// <summary>Files are given up only by a deletion that two administrators have written down, and only as they were looked at.</summary>
public sealed class DeletionTests : IAsyncLifetime
{
    private static readonly Approver s_second = new("ben", [PersonRole.Administrator], null, []);
    private readonly FaultyJournal _journal = new();
    private House _house = null!;

    public async Task InitializeAsync()
    {
        _house = await House.Open(_journal);
        await _house.PutSku("A");
        await _house.PutSku("B");
        (await Document.Put(new(new(SubjectKind.Sku, "A"), "a.pdf", "application/pdf", 10, new('a', 64), House.By))).Refusal.ShouldBeNull();
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _journal.DisposeAsync();
    }

    private IDocumentGrain Document => _house.Grains.GetGrain<IDocumentGrain>("D");

    private IRetentionGrain Retention => _house.Grains.GetGrain<IRetentionGrain>(IRetentionGrain.Key);

    [Fact]
    public async Task A_document_that_has_changed_since_it_was_looked_at_stays()
    {
        (await Document.Drop(new("del", 9, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.StaleVersion);
        (await Document.Attach(new(new(SubjectKind.Sku, "B"), House.By))).Refusal.ShouldBeNull();
        (await Document.Drop(new("del", 1, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.StaleVersion);
        (await Document.Get()).Value!.DroppedBy.ShouldBeNull();
        (await Document.Drop(new("del", 2, House.By))).Value!.DroppedBy.ShouldBe("del");
        (await Document.Drop(new("del", 2, House.By))).IsNew.ShouldBeFalse();
        (await _house.Grains.GetGrain<IDocumentGrain>("none").Drop(new("del", 0, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.UnknownDocument);
    }

    [Fact]
    public async Task A_deletion_is_written_down_with_both_administrators_count_and_hash_before_it_is_carried_out()
    {
        var past = new PastDocument("D", 1, new('a', 64), 10, new(2026, 1, 1), RecordKind.Papers);
        (await Retention.Delete(new("del", [past], "room", null, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        (await Retention.Delete(new("del", [past], "room", s_second with { Roles = [PersonRole.Quality] }, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNotEntitled);
        (await Retention.Delete(new("del", [], "room", s_second, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.Validation);
        var deletion = (await Retention.Delete(new("del", [past], "room", s_second, House.By))).Value!;
        (deletion.Count, deletion.Bytes, deletion.ApprovedBy, deletion.CarriedOut, deletion.Sha256).ShouldBe((1, 10, "person:ben", false, RetentionRules.HashOf([past])));
        (await Retention.Delete(new("del", [past], "room", s_second, House.By))).IsNew.ShouldBeFalse();
        (await Retention.Delete(new("del", [past], "other", s_second, House.By))).Refusal!.Kind.ShouldBe(RefusalKind.IdReused);
        (await Retention.CarryOut(new("del", House.By))).Value!.CarriedOut.ShouldBeTrue();
        (await Retention.CarryOut(new("nobody", House.By))).Refusal!.Kind.ShouldBe(RefusalKind.Validation);
        (await Retention.Get()).Deletions.Single().CarriedOut.ShouldBeTrue();
    }
}
