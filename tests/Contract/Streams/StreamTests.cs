using BeautyGrains.Contract.Tests.Grains;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace BeautyGrains.Contract.Tests.Streams;

/// <summary>A cluster with two stream providers; "hasty" gives up after the first failed try.</summary>
public sealed class StreamCluster : IAsyncLifetime
{
    public ContractCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await ContractCluster.Start(new()
    {
        Silo = silo => silo
            .AddMemoryStreams("one")
            .AddMemoryStreams("hasty", streams => streams.ConfigurePullingAgent(
                builder => builder.Configure(options => options.MaxEventDeliveryTime = TimeSpan.FromSeconds(0.1)))),
        ClientStreams = ["one"],
    });

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();
}

public sealed class StreamTests(StreamCluster streams) : IClassFixture<StreamCluster>
{
    private IProducerGrain Producer => streams.Cluster.Grains.GetGrain<IProducerGrain>("producer");

    private static string[] Numbered(int count) => [.. Enumerable.Range(1, count).Select(number => $"{number}")];

    [Fact]
    public async Task An_item_wakes_the_grain_with_the_streams_key_and_items_come_in_the_order_of_their_producer()
    {
        await Producer.Say("one", "words", "ordered", Numbered(50));
        var board = Board.Of("ordered");
        await board.Heard("heard 50");
        board.Log.Where(line => line.StartsWith("heard", StringComparison.Ordinal)).ShouldBe(Numbered(50).Select(number => $"heard {number}"));
        board.Log.Take(2).ShouldBe(["activated", "subscribed one words/ordered"]);
        board.Count("subscribed one words/ordered").ShouldBe(1);
    }

    [Fact]
    public async Task One_grain_hears_several_namespaces_and_others_with_other_keys_hear_nothing()
    {
        await Producer.Say("one", "words", "both", ["here"]);
        await Producer.Say("one", "more words", "both", ["there"]);
        var board = Board.Of("both");
        await board.Heard("heard here");
        await board.Heard("heard there");
        board.Count("activated").ShouldBe(1);
        board.Count("subscribed one more words/both").ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_comes_item_by_item_with_their_places()
    {
        await Producer.SayAtOnce("one", "words", "batch", ["a", "b", "c"]);
        var board = Board.Of("batch");
        await board.Heard("heard c");
        await board.Heard("place 2 of c");
        board.Log.ShouldContain("place 0 of a");
        board.Log.ShouldContain("place 1 of b");
    }

    [Fact]
    public async Task A_batch_observer_gets_the_whole_batch_at_once_and_again_when_it_fails()
    {
        await Producer.SayAtOnce("one", "batches", "whole", ["a", "b", "fail once"]);
        await Producer.Say("one", "batches", "whole", ["next"]);
        var board = Board.Of("whole");
        await board.Heard("next");
        board.Log.ShouldBe(["a b fail once", "a b fail once", "next"]);
    }

    [Fact]
    public async Task An_item_that_its_consumer_refuses_comes_again_before_the_next()
    {
        await Producer.Say("one", "words", "again", ["a", "fail once", "b"]);
        var board = Board.Of("again");
        await board.Heard("heard b");
        board.Count("begin fail once").ShouldBe(2);
        board.Log.Where(line => line.StartsWith("heard", StringComparison.Ordinal)).ShouldBe(["heard a", "heard fail once", "heard b"]);
    }

    [Fact]
    public async Task An_item_that_its_consumer_goes_on_refusing_is_given_up_the_consumer_is_told_and_the_next_come()
    {
        await Producer.Say("hasty", "words", "lost", ["fail always", "b"]);
        var board = Board.Of("lost");
        await board.Heard("heard b");
        board.Log.SkipWhile(line => line != "error StreamEventDeliveryFailureException").ShouldContain("begin b");
        board.Count("error StreamEventDeliveryFailureException").ShouldBe(1);
    }

    [Fact]
    public async Task A_producer_waits_until_an_item_is_queued_not_until_it_was_heard()
    {
        await Producer.Say("one", "words", "queued", ["hold"]);
        var board = Board.Of("queued");
        await board.Heard("begin hold");
        board.Count("heard hold").ShouldBe(0);
        board.Open("hold");
        await board.Heard("heard hold");
    }

    [Fact]
    public async Task A_slow_consumer_holds_up_its_own_stream_alone()
    {
        await Producer.Say("one", "words", "slow", ["hold", "after"]);
        await Board.Of("slow").Heard("begin hold");
        await Producer.Say("one", "words", "quick", Numbered(5));
        await Board.Of("quick").Heard("heard 5");
        Board.Of("slow").Count("begin after").ShouldBe(0);
        Board.Of("slow").Open("hold");
        await Board.Of("slow").Heard("heard after");
    }

    [Fact]
    public async Task A_delivery_is_a_turn_that_waits_for_the_call_before_it()
    {
        var board = Board.Of("turns");
        var call = streams.Cluster.Grains.GetGrain<IListenerGrain>("turns").Hold("a");
        await board.Heard("hold a begins");
        await Producer.Say("one", "words", "turns", ["item"]);
        await Producer.Say("one", "words", "beside the turns", ["item"]);
        await Board.Of("beside the turns").Heard("heard item");
        board.Open("a");
        await call;
        await board.Heard("heard item");
        board.Log.ShouldBe(
            ["activated", "hold a begins", "hold a ends", "subscribed one words/turns", "begin item", "heard item", "place 0 of item"],
            Case.Sensitive);
    }

    [Fact]
    public async Task A_new_activation_is_asked_to_listen_again()
    {
        var board = Board.Of("anew");
        await Producer.Say("one", "words", "anew", ["a"]);
        await board.Heard("heard a");
        await streams.Cluster.Grains.GetGrain<IListenerGrain>("anew").End();
        await board.Heard("deactivated");
        await Producer.Say("one", "words", "anew", ["b"]);
        await board.Heard("heard b");
        board.Count("subscribed one words/anew").ShouldBe(2);
    }

    [Fact]
    public async Task The_producers_request_context_goes_along()
    {
        await Producer.SayWithContext("one", "words", "context", "word", "caller");
        await Board.Of("context").Heard("begin word of caller");
        await Producer.Say("one", "words", "context", ["word"]);
        await Board.Of("context").Heard("begin word");
    }

    [Fact]
    public async Task Grains_with_guids_and_integers_for_keys_hear_streams_of_such_keys()
    {
        var guid = new Guid("11111111-2222-3333-4444-555555555555");
        await Producer.SayToGuid("one", "guids", guid, "to a guid");
        await Producer.SayToNumber("one", "numbers", 255, "to a number");
        await Board.Of($"{guid:N}").Heard("to a guid");
        await Board.Of("number 255").Heard("to a number");
    }

    [Fact]
    public async Task A_grain_may_subscribe_when_it_is_activated_to_the_stream_that_it_hears_anyway()
    {
        await Producer.Say("one", "subscribers", "early", ["a", "b"]);
        await Board.Of("early").Heard("b");
        Board.Of("early").Log.ShouldBe(["a", "b"]);
    }

    [Fact]
    public Task A_stream_that_nobody_hears_takes_items_all_the_same()
        => Producer.Say("one", "nobody", "home", Numbered(10));

    [Fact]
    public async Task A_provider_that_was_not_added_is_a_missing_key()
        => (await Producer.Lacks("none")).ShouldBeTrue();

    [Fact]
    public async Task The_host_publishes_too()
    {
        var stream = streams.Cluster.Grains.GetStreamProvider("one").GetStream<Word>(StreamId.Create("words", "from outside"));
        stream.ProviderName.ShouldBe("one");
        stream.StreamId.GetNamespace().ShouldBe("words");
        stream.StreamId.GetKeyAsString().ShouldBe("from outside");
        await stream.OnNextAsync(new("word"));
        await Board.Of("from outside").Heard("heard word");
    }
}
