using BeautyGrains.Contract.Tests.Grains;
using Orleans.Runtime;
using Orleans.Storage;

namespace BeautyGrains.Contract.Tests.State;

/// <summary>What persistent state promises, wherever it is kept.</summary>
public abstract class StateContract(Kept kept)
{
    protected Kept Kept { get; } = kept;

    private INoteGrain Note(string key) => Kept.Cluster.Grains.GetGrain<INoteGrain>(Key(key));

    private ITwofoldGrain Twofold(string key) => Kept.Cluster.Grains.GetGrain<ITwofoldGrain>(Key(key));

    // Boards live as long as the process, whatever the test's place.
    protected string Key(string key) => $"{GetType().Name}/{key}";

    /// <summary>Ends the activation and waits for the next one.</summary>
    protected static async Task<NoteView> ViewNext(INoteGrain grain)
    {
        var before = (await grain.View()).Activation;
        await grain.End();
        var view = await grain.View();
        await ContractCluster.Until(async () => (view = await grain.View()).Activation > before, "a new activation");
        return view;
    }

    [Fact]
    public async Task What_was_never_written_is_new_and_not_kept()
    {
        var view = await Note("never").View();
        view.Text.ShouldBe("new");
        view.Number.ShouldBe(0);
        view.IsKept.ShouldBeFalse();
        view.Etag.ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task What_was_written_is_read_before_the_next_activation_is_told_of_itself()
    {
        var grain = Note("written");
        var written = await grain.Write("精华 \"50 ml\" / été", 12.345m, tags: 3);
        written.IsKept.ShouldBeTrue();
        written.Etag.ShouldNotBeNullOrEmpty();
        var next = await ViewNext(grain);
        next.AtStart.ShouldBe("精华 \"50 ml\" / été");
        next.Text.ShouldBe("精华 \"50 ml\" / été");
        next.Number.ShouldBe(12.345m);
        next.Tags.ShouldBe(3);
        next.IsKept.ShouldBeTrue();
        next.Etag.ShouldBe(written.Etag);
    }

    [Fact]
    public async Task What_was_only_assigned_is_gone_with_its_activation()
    {
        var grain = Note("assigned");
        await grain.Write("kept", 1, 0);
        await grain.Assign("assigned");
        (await grain.View()).Text.ShouldBe("assigned");
        (await ViewNext(grain)).Text.ShouldBe("kept");
    }

    [Fact]
    public async Task Reading_again_takes_back_what_was_assigned()
    {
        var grain = Note("again");
        await grain.Write("kept", 1, 0);
        await grain.Assign("assigned");
        (await grain.Read()).Text.ShouldBe("kept");
    }

    [Fact]
    public async Task Every_write_makes_a_new_version()
    {
        var grain = Note("versions");
        var etags = new[] { await grain.Write("a", 1, 0), await grain.Write("b", 2, 0), await grain.Write("b", 2, 0) }.Select(view => view.Etag);
        etags.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Writes_asked_for_at_once_do_not_overtake_each_other()
    {
        var grain = Note("at once");
        (await grain.WriteTwice("first", "second")).Text.ShouldBe("second");
        (await grain.Write("third", 3, 0)).Text.ShouldBe("third");
        (await grain.WriteTwice("fourth", "fifth")).Text.ShouldBe("fifth");
        (await ViewNext(grain)).Text.ShouldBe("fifth");
    }

    [Fact]
    public async Task What_was_cleared_is_new_at_once_and_for_the_next_activation_and_can_be_written_again()
    {
        var grain = Note("cleared");
        await grain.Write("kept", 1, 2);
        var cleared = await grain.Clear();
        cleared.Text.ShouldBe("new");
        cleared.Tags.ShouldBe(0);
        cleared.IsKept.ShouldBeFalse();
        var next = await ViewNext(grain);
        next.Text.ShouldBe("new");
        next.IsKept.ShouldBeFalse();
        (await grain.Write("again", 1, 0)).IsKept.ShouldBeTrue();
        (await ViewNext(grain)).Text.ShouldBe("again");
    }

    [Fact]
    public async Task Clearing_what_was_never_written_is_no_fault()
    {
        var grain = Note("nothing to clear");
        (await grain.Clear()).IsKept.ShouldBeFalse();
        (await grain.Write("kept", 1, 0)).IsKept.ShouldBeTrue();
    }

    [Fact]
    public async Task States_are_apart_by_their_names_and_by_their_grains()
    {
        var (one, other) = (Note("apart"), Note("apart too"));
        await one.Write("one", 1, 0);
        await one.WriteOther(5);
        await other.Write("other", 2, 0);
        (await ViewNext(one)).Text.ShouldBe("one");
        (await one.Other()).ShouldBe(5);
        (await ViewNext(other)).Text.ShouldBe("other");
        (await other.Other()).ShouldBe(0);
    }

    [Fact]
    public async Task A_large_state_comes_back_whole()
    {
        var grain = Note("large");
        await grain.Write(new string('膏', 200_000), 1, 5_000);
        var next = await ViewNext(grain);
        next.Text.Length.ShouldBe(200_000);
        next.Tags.ShouldBe(5_000);
    }

    [Fact]
    public async Task A_write_over_a_version_not_known_changes_nothing_and_ends_the_activation()
    {
        var grain = Twofold("conflict");
        await Should.ThrowAsync<InconsistentStateException>(() => grain.WriteBoth("first", catches: false));
        NoteView? next = null;
        await ContractCluster.Until(async () => (next = await grain.View()).Activation == 2, "a new activation");
        next!.Text.ShouldBe("first");
    }

    [Fact]
    public async Task A_conflict_that_the_grain_catches_ends_nothing()
    {
        var grain = Twofold("caught");
        (await grain.WriteBoth("first", catches: true)).ShouldBeTrue();
        (await grain.View()).Activation.ShouldBe(1);
        (await grain.View()).Text.ShouldBe("first");
    }

    [Fact]
    public async Task A_conflict_on_its_way_up_does_not_end_the_grains_that_it_passes()
    {
        var passing = Kept.Cluster.Grains.GetGrain<IPassingGrain>(Key("passing"));
        (await passing.Add()).ShouldBe(1);
        await Should.ThrowAsync<InconsistentStateException>(() => passing.Pass(Key("passed")));
        (await passing.Add()).ShouldBe(2);
        await ContractCluster.Until(async () => (await Twofold("passed").View()).Activation == 2, "a new activation of the other one");
    }

    [Fact]
    public async Task A_version_that_was_cleared_meanwhile_is_not_written_over() =>
        (await Twofold("cleared meanwhile").ClearAndWrite()).ShouldBeTrue();
}

/// <summary>What it promises besides where it outlives the process.</summary>
public abstract class DurableStateContract(Kept kept) : StateContract(kept)
{
    [Fact]
    public async Task What_was_written_outlives_the_cluster()
    {
        await using var cluster = await ContractCluster.Start(await Kept.New());
        var key = Key("outlives");
        var written = await cluster.Grains.GetGrain<INoteGrain>(key).Write("kept", 7, 1);
        await cluster.Grains.GetGrain<INoteGrain>(Key("cleared")).Write("kept", 7, 1);
        await cluster.Grains.GetGrain<INoteGrain>(Key("cleared")).Clear();
        await cluster.Restart();
        var view = await cluster.Grains.GetGrain<INoteGrain>(key).View();
        view.AtStart.ShouldBe("kept");
        view.Etag.ShouldBe(written.Etag);
        (await cluster.Grains.GetGrain<INoteGrain>(Key("cleared")).View()).IsKept.ShouldBeFalse();
        (await cluster.Grains.GetGrain<INoteGrain>(key).Write("goes on", 8, 1)).Etag.ShouldNotBe(written.Etag);
    }
}

[Collection(MemoryCases.Name)]
public sealed class MemoryStateTests(KeptInMemory kept) : StateContract(kept);

[Collection(PostgresCases.Name)]
[TestCaseOrderer(BeautyGrains.Tests.Shared.WherePostgresIs.Type, PostgresCases.Assembly)]
public sealed class PostgresStateTests(KeptInPostgres kept) : DurableStateContract(kept);
