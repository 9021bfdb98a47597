using BeautyGrains.Contract.Tests.Grains;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Contract.Tests.Calls;

public sealed class PlainCallTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    [Fact]
    public async Task A_call_wakes_the_grain_once_and_answers()
    {
        var grain = Grain("wakes");
        Board.Of("wakes").Log.ShouldBeEmpty();
        (await grain.Key()).ShouldBe("wakes");
        (await grain.Increment()).ShouldBe(1);
        (await Grain("wakes").Increment()).ShouldBe(2);
        (await Grain("wakes too").Increment()).ShouldBe(1);
        Board.Of("wakes").Log.ShouldBe(["activated"]);
    }

    [Fact]
    public async Task Value_tasks_answer_too()
    {
        var grain = Grain("fast");
        (await grain.IncrementFast()).ShouldBe(1);
        await grain.TouchFast();
        (await grain.IncrementFast()).ShouldBe(3);
    }

    [Fact]
    public async Task Many_concurrent_callers_never_see_a_turn_of_another()
    {
        var grain = Grain("busy");
        var seen = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => grain.Increment()));
        seen.Order().ShouldBe(Enumerable.Range(1, 500));
    }

    [Fact]
    public async Task A_marked_exception_reaches_the_caller_as_it_is_and_the_activation_stays()
    {
        var grain = Grain("thrower");
        await grain.Increment();
        (await Should.ThrowAsync<ContractException>(() => grain.Throw("on purpose"))).Message.ShouldBe("on purpose");
        (await grain.Increment()).ShouldBe(2);
    }

    [Fact]
    public async Task Awaits_in_a_grain_come_back_to_its_scheduler()
        => (await Grain("home").StaysOnItsScheduler()).ShouldBeTrue();

    [Fact]
    public void References_to_one_grain_are_equal()
    {
        var one = Grain("one");
        one.ShouldBe(Grain("one"));
        one.GetHashCode().ShouldBe(Grain("one").GetHashCode());
        one.ShouldNotBe(Grain("two"));
        one.GetPrimaryKeyString().ShouldBe("one");
        one.GetGrainId().ShouldBe(GrainId.Create("plain", "one"));
        one.AsReference<IPlainGrain>().ShouldBe(one);
    }

    [Fact]
    public void A_blank_key_is_refused()
        => Should.Throw<ArgumentException>(() => Grain(" "));

    [Fact]
    public async Task The_request_context_goes_with_the_call_on_to_others_and_never_comes_back()
    {
        RequestContext.Set("who", "caller");
        (await Grain("context").Context("who")).ShouldBe("caller");
        (await Grain("context").ContextThrough(Grain("context behind"), "who")).ShouldBe("caller, then caller");
        RequestContext.Get("who").ShouldBe("caller");
        RequestContext.Remove("who").ShouldBeTrue();
        (await Grain("context").Context("who")).ShouldBe("none");
    }

    [Fact]
    public async Task A_one_way_call_is_over_for_its_caller_at_once()
    {
        var grain = Grain("far");
        await grain.Shout("a");
        await Board.Of("far").Heard("shout a begins");
        Board.Of("far").Count("shout a ends").ShouldBe(0);
        Board.Of("far").Open("a");
        await Board.Of("far").Heard("shout a ends");
        (await grain.Increment()).ShouldBe(1);
    }

    private IPlainGrain Grain(string key) => plain.Cluster.Grains.GetGrain<IPlainGrain>(key);
}
