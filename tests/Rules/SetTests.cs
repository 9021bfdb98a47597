using FsCheck;
using FsCheck.Fluent;

namespace BeautyGrains.Rules.Tests;

/// <summary>The collections of a stock's state beside naive ones.</summary>
public sealed class SetTests
{
    private static readonly DateTimeOffset s_at = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    private sealed record Thing(string Name, int Value) : INamed;

    [Fact]
    public void What_has_ended_by_any_moment_is_what_adding_it_up_gives()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20260601, 5), Prop.ForAll(ArbMap.Default.ArbFor<(int Id, int Second, int Amount)[]>(), steps =>
        {
            var (set, naive) = (DueSet.None, new SortedDictionary<Due, decimal>());
            // The second time most come with another amount.
            foreach (var (id, second, amount) in steps.Concat(steps.Reverse().Select(step => (step.Id, step.Second, step.Amount + 1))))
            {
                var due = new Due(s_at.AddSeconds(second % 20), $"r{id % 30}");
                if (amount % 3 != 0) (set, naive[due]) = (set.With(due, amount), amount);
                else (set, _) = (set.Without(due), naive.Remove(due));
            }

            set.ShouldBe(naive.Keys);
            set.Sum.ShouldBe(naive.Values.Sum());
            for (var second = -20; second <= 20; second++)
            {
                var moment = s_at.AddSeconds(second);
                var ended = naive.Where(one => one.Key.ExpiresAt <= moment).ToList();
                set.EndedBy(moment).ShouldBe((ended.Count, ended.Sum(one => one.Value)));
                var next = naive.Keys.Where(one => one.ExpiresAt > moment).Select(one => (DateTimeOffset?)one.ExpiresAt).FirstOrDefault();
                set.NextAfter(moment).ShouldBe(next);
            }
        }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(7_919)]
    public void Ends_stay_balanced_in_whatever_order_they_come(int step)
    {
        const int count = 20_000;
        var set = DueSet.None;
        for (var i = 0; i < count; i++) set = set.With(new(s_at.AddSeconds(((long)i * step % count + count) % count), "r"), 1);
        set.Height.ShouldBeLessThan(21); // 1.44 log2 n
        for (var i = 0; i < count - 100; i++) set = set.Without(set.Min);
        (set.Count, set.Sum, set.Height <= 9).ShouldBe((100, 100m, true));
    }

    [Fact]
    public void Named_things_are_found_in_order_whether_few_or_many()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20260601, 5), Prop.ForAll(ArbMap.Default.ArbFor<(int Name, int Value)[]>(), steps =>
        {
            var (set, naive) = (NamedSet<Thing>.Of([]), new SortedDictionary<string, Thing>(StringComparer.Ordinal));
            // In between so many that they lie in a tree, at last so few again that they do not.
            IEnumerable<(int Name, int Value)> many = Enumerable.Range(-30, 60).Select(name => (name, 1));
            foreach (var phase in new[] { steps, [.. many], steps, [.. many.Where(one => one.Name % 7 != 0).Select(one => (one.Name, 3))], steps })
            {
                foreach (var (name, value) in phase) Do(name, value);
                Compare();
            }

            void Do(int name, int value)
            {
                var thing = new Thing($"t{name % 60}", value);
                if (value % 3 != 0) (set, naive[thing.Name]) = (set.With(thing), thing);
                else (set, _) = (set.Without(thing.Name), naive.Remove(thing.Name));
                set.Count.ShouldBe(naive.Count);
            }

            void Compare()
            {
                set.ShouldBe(naive.Values);
                set.Keys.ShouldBe(naive.Keys);
                set.IsEmpty.ShouldBe(naive.Count == 0);
                NamedSet<Thing>.Of(naive.Values.Reverse()).ShouldBe(naive.Values);
                for (var name = -60; name < 60; name++) set.GetValueOrDefault($"t{name}").ShouldBe(naive.GetValueOrDefault($"t{name}"));
            }
        }));
    }
}
