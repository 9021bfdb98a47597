using System.Runtime.CompilerServices;
using BeautyGrains.Contract.Tests.Grains;
using Orleans;

namespace BeautyGrains.Contract.Tests.Calls;

public sealed class ObserverTests(PlainCluster plain) : IClassFixture<PlainCluster>
{
    private IGrainFactory Grains => plain.Cluster.Grains;

    private ISpeakerGrain Speaker => Grains.GetGrain<ISpeakerGrain>("speaker");

    [Fact]
    public async Task An_object_takes_one_call_at_a_time()
    {
        var observer = new Observer();
        var reference = Grains.CreateObjectReference<IWordObserver>(observer);
        var asking = Speaker.Ask(reference, "hold");
        await ContractCluster.Until(() => observer.Words.Contains("holds"), "the first call");
        var other = Grains.GetGrain<ISpeakerGrain>("another speaker");
        await other.Say(reference, ["after"]);
        await other.MakesOne();
        observer.Words.ShouldBe(["holds"]);
        observer.GoOn.SetResult();
        await asking;
        await ContractCluster.Until(() => observer.Words.Count == 3, "the later word");
        observer.Words.ShouldBe(["holds", "goes on", "after"]);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task An_object_hears_every_word_of_a_grain_that_does_not_wait()
    {
        var observer = new Observer();
        var reference = Grains.CreateObjectReference<IWordObserver>(observer);
        var words = Enumerable.Range(1, 20).Select(number => $"{number}").ToArray();
        await Speaker.Say(reference, words);
        await ContractCluster.Until(() => observer.Words.Count == 20, "all words");
        // Messages that nobody awaits may overtake each other.
        observer.Words.ShouldBe(words, ignoreOrder: true);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task What_an_object_answers_or_throws_reaches_the_grain_that_awaits_it()
    {
        var observer = new Observer();
        var reference = Grains.CreateObjectReference<IWordObserver>(observer);
        (await Speaker.Ask(reference, "word")).ShouldBe("answer to word");
        (await Should.ThrowAsync<ContractException>(() => Speaker.Ask(reference, "throw"))).Message.ShouldBe("on purpose");
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task What_an_object_throws_when_nobody_waits_reaches_nobody_and_later_calls_come()
    {
        var observer = new Observer();
        var reference = Grains.CreateObjectReference<IWordObserver>(observer);
        await Speaker.Say(reference, ["throw", "after"]);
        await ContractCluster.Until(() => observer.Words.Contains("after"), "the later word");
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task A_deleted_reference_reaches_nobody()
    {
        var observer = new Observer();
        var reference = Grains.CreateObjectReference<IWordObserver>(observer);
        Grains.DeleteObjectReference<IWordObserver>(reference);
        await Speaker.Say(reference, ["word"]);
        (await Speaker.Ask(reference, "word")).ShouldBe("no answer in time");
        observer.Words.ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => Grains.DeleteObjectReference<IWordObserver>(reference));
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task A_reference_does_not_keep_its_object()
    {
        var reference = Forgotten(out var observer);
        await ContractCluster.Until(
            () =>
            {
                GC.Collect();
                return !observer.IsAlive;
            },
            "the object is gone");
        (await Speaker.Ask(reference, "word")).ShouldBe("no answer in time");
    }

    [Fact]
    public void Neither_a_reference_nor_an_object_without_the_interface_can_be_referred_to()
    {
        var reference = Grains.CreateObjectReference<IWordObserver>(new Observer());
        Should.Throw<ArgumentException>(() => Grains.CreateObjectReference<IWordObserver>(reference));
        Should.Throw<ArgumentException>(() => Grains.CreateObjectReference<IWordObserver>(new Stranger()));
        Should.Throw<ArgumentException>(() => Grains.CreateObjectReference<Observer>(new Observer()));
        Should.Throw<ArgumentException>(() => Grains.DeleteObjectReference<IWordObserver>(new Observer()));
    }

    [Fact]
    public async Task A_grain_makes_no_references_to_objects()
        => (await Speaker.MakesOne()).ShouldBe(nameof(InvalidOperationException));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IWordObserver Forgotten(out WeakReference observer)
    {
        var made = new Observer();
        observer = new(made);
        return Grains.CreateObjectReference<IWordObserver>(made);
    }

    private sealed class Stranger : IGrainObserver;

    private sealed class Observer : IWordObserver
    {
        private readonly List<string> _words = [];

        public IReadOnlyList<string> Words
        {
            get
            {
                lock (_words)
                {
                    return [.. _words];
                }
            }
        }

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Hear(string word)
        {
            Add(word);
            if (word == "throw")
                throw new ContractException("on purpose");
        }

        public async Task<string> Answer(string word)
        {
            if (word == "throw")
                throw new ContractException("on purpose");
            if (word != "hold")
                return $"answer to {word}";
            Add("holds");
            await GoOn.Task;
            Add("goes on");
            return "held";
        }

        private void Add(string word)
        {
            lock (_words)
            {
                _words.Add(word);
            }
        }
    }
}
