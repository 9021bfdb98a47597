namespace BeautyGrains.Rules.Tests.Alerts;

/// <summary>The table of an alert's life has no trap, and the rules do what it says and nothing else.</summary>
public sealed class AlertLifeTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Caller s_by = new("P-1", "test");

    [Fact]
    public void Every_state_is_reached_and_from_every_state_an_alert_can_be_resolved_and_raised_again()
    {
        var states = Enum.GetValues<AlertState>();
        Closure(AlertState.None).ShouldBe(states, ignoreOrder: true);
        foreach (var state in states.Where(state => state != AlertState.None))
        {
            Closure(state).ShouldContain(AlertState.Resolved, state.ToString());
            Closure(state).ShouldContain(AlertState.Raised, state.ToString());
            AlertLife.Table.Moves.ShouldContain(move => move.From == state && move.To != state, state.ToString());
        }
        AlertLife.Table.Moves.GroupBy(move => (move.From, move.Verb)).Where(group => group.Count() > 1).ShouldBeEmpty();
        // Facts that end, end it whatever people have done.
        foreach (var state in states.Where(AlertLife.HasFacts)) AlertLife.Table.Leads(state, AlertLife.Ended, AlertState.Resolved).ShouldBeTrue(state.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_rules_walk_along_the_table_and_walk_all_of_it(int seed)
    {
        var random = new Random(seed);
        var (alert, now, walked) = (Alert.Empty, s_start, new HashSet<(AlertState, string, AlertState)>());
        for (var step = 0; step < 4_000; step++)
        {
            now += TimeSpan.FromMinutes(1);
            var before = alert;
            var verb = "";
            foreach (var wake in AlertRules.Overdue(alert, now)) (alert, verb) = (alert.After(wake, new(step, now, "")), AlertLife.Wake);
            if (verb.Length == 0)
            {
                (var decision, verb) = Act(random, alert, now);
                if (decision.Refusal is not null)
                {
                    AlertLife.Table.Allows(alert.State, verb).ShouldBeFalse($"{verb} in {alert.State}");
                    continue;
                }
                foreach (var happened in decision.Events) alert = alert.After(happened, new(step, now, s_by.Actor));
            }
            if (alert.State == before.State && alert.SnoozedUntil == before.SnoozedUntil) continue;
            AlertLife.Table.Leads(before.State, verb, alert.State).ShouldBeTrue($"{before.State} -- {verb} --> {alert.State}");
            walked.Add((before.State, verb, alert.State));
            (alert.SnoozedUntil is not null).ShouldBe(alert.State == AlertState.Snoozed);
        }
        walked.ShouldBe(AlertLife.Table.Moves.Select(move => (move.From, move.Verb, move.To)), ignoreOrder: true);
    }

    [Fact]
    public void A_sight_that_is_older_than_the_newest_changes_nothing()
    {
        var alert = Look(Alert.Empty, new(Facts(3), 7, s_start));
        alert.State.ShouldBe(AlertState.Raised);
        Look(alert, new(null, 6, s_start.AddDays(1))).ShouldBe(alert);
        Look(alert, new(null, 7, s_start.AddTicks(-1))).ShouldBe(alert);
        Look(alert, new(null, 7, s_start)).State.ShouldBe(AlertState.Resolved);
        AlertRules.Look(alert, new(null, 8, s_start), new(9, s_start)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void An_alert_closed_by_hand_stays_silent_until_its_facts_end_or_get_worse()
    {
        var settled = Do(Look(Alert.Empty, new(Facts(3), 1, s_start)), alert => AlertRules.Resolve(alert, new("Ordered.", null, s_by)));
        settled.State.ShouldBe(AlertState.Settled);
        Look(settled, new(Facts(2), 2, s_start)).State.ShouldBe(AlertState.Settled);
        var worse = Look(settled, new(Facts(1) with { Severity = AlertSeverity.Critical }, 2, s_start));
        (worse.State, worse.Occurrence, worse.Reason).ShouldBe((AlertState.Raised, 2, null));
        var again = Look(Look(settled, new(null, 2, s_start)), new(Facts(3), 3, s_start));
        (again.State, again.Occurrence).ShouldBe((AlertState.Raised, 2));
    }

    [Fact]
    public void What_gets_worse_is_as_newly_raised_whoever_has_taken_care_of_it()
    {
        var taken = Do(Look(Alert.Empty, new(Facts(3), 1, s_start)), alert => AlertRules.Acknowledge(alert, new(null, s_by)));
        var worse = Look(taken, new(Facts(1) with { Severity = AlertSeverity.Critical }, 2, s_start));
        (worse.State, worse.Occurrence, worse.By).ShouldBe((AlertState.Raised, 1, null));
        Look(taken, new(Facts(1), 2, s_start)).State.ShouldBe(AlertState.Acknowledged);
    }

    [Fact]
    public void Requests_are_refused_with_what_breaks_them_and_repeats_change_nothing()
    {
        AlertRules.Acknowledge(Alert.Empty, new(null, s_by)).Refusal!.Kind.ShouldBe(RefusalKind.UnknownAlert);
        var alert = Look(Alert.Empty, new(Facts(3), 1, s_start));
        AlertRules.Acknowledge(alert, new(2, s_by)).Refusal.ShouldBe(Refusal.NotIn("raised"));
        AlertRules.Resolve(alert, new(" ", null, s_by)).Refusal.ShouldBe(Refusal.Invalid("reason", "required"));
        AlertRules.Snooze(alert, new(s_start, null, s_by), s_start).Refusal.ShouldBe(Refusal.Invalid("until", "must-be-in-the-future"));
        AlertRules.Snooze(alert, new(s_start.AddDays(91), null, s_by), s_start).Refusal.ShouldBe(Refusal.Invalid("until", "at-most-90-days"));
        AlertRules.Assign(alert, new("a b", null, s_by)).Refusal.ShouldBe(Refusal.Invalid("assignee", "must-be-an-id"));
        var taken = Do(alert, it => AlertRules.Acknowledge(it, new(1, s_by)));
        AlertRules.Acknowledge(taken, new(1, s_by)).IsRepeat.ShouldBeTrue();
        var assigned = Do(taken, it => AlertRules.Assign(it, new("P-2", null, s_by)));
        AlertRules.Assign(assigned, new("P-2", null, s_by)).IsRepeat.ShouldBeTrue();
        AlertRules.Assign(Look(assigned, new(null, 2, s_start)), new("P-3", null, s_by)).Refusal.ShouldBe(Refusal.NotIn("resolved"));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Sights_lost_repeated_and_reordered_end_in_the_same_alert_once_a_sweep_has_looked(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var sights = new List<AlertSight>();
            for (var version = 1; version <= 20; version++)
                sights.Add(new(random.Next(3) == 0 ? null : Facts(random.Next(1, 4)), version, s_start.AddMinutes(version)));
            var calm = sights.Aggregate(Alert.Empty, Look);
            var disturbed = Disturb(random, sights).Aggregate((Alert: Alert.Empty, Newest: new SightMark(0, DateTimeOffset.MinValue)), Hear).Alert;
            var swept = Look(disturbed, sights[^1] with { At = s_start.AddHours(1) });
            AlertLife.HasFacts(swept.State).ShouldBe(AlertLife.HasFacts(calm.State));
            if (AlertLife.HasFacts(calm.State)) (swept.State, swept.Facts).ShouldBe((calm.State, calm.Facts));
        }
    }

    // As the grain does: what it has seen counts, whether it has changed anything or not.
    private static (Alert Alert, SightMark Newest) Hear((Alert Alert, SightMark Newest) before, AlertSight sight)
    {
        var alert = Do(before.Alert, it => AlertRules.Look(it, sight, before.Newest));
        return (alert, AlertRules.IsOlder(sight, before.Newest) ? before.Newest : new(sight.Version, sight.At));
    }

    private static List<AlertSight> Disturb(Random random, List<AlertSight> sights)
    {
        var told = new List<AlertSight>();
        foreach (var sight in sights)
        {
            if (random.Next(100) < 30) continue;
            told.Insert(random.Next(100) < 30 ? random.Next(told.Count + 1) : told.Count, sight);
            if (random.Next(100) < 30) told.Insert(random.Next(told.Count + 1), sight);
        }
        return told;
    }

    private static (Decision<AlertEvent>, string) Act(Random random, Alert alert, DateTimeOffset now)
    {
        switch (random.Next(7))
        {
            case 0:
                return (AlertRules.Acknowledge(alert, new(null, s_by)), AlertLife.Acknowledge);
            case 1:
                return (AlertRules.Snooze(alert, new(now.AddMinutes(random.Next(1, 5)), null, s_by), now), AlertLife.Snooze);
            case 2:
                return (AlertRules.Resolve(alert, new("Done.", null, s_by)), AlertLife.Resolve);
            case 3:
                return (AlertRules.Look(alert, new(null, 0, now), new(0, now)), AlertLife.Ended);
            default:
                var facts = Facts(random.Next(1, 9)) with { Severity = (AlertSeverity)random.Next(3) };
                var isWorse = AlertLife.HasFacts(alert.State) && facts.Severity > alert.Facts!.Severity;
                return (AlertRules.Look(alert, new(facts, 0, now), new(0, now)), isWorse ? AlertLife.Worse : AlertLife.Seen);
        }
    }

    private static AlertFacts Facts(int available) => new(AlertSeverity.Warning, "S", "K", [new("available", $"{available}"), new("threshold", "3"), new("unit", "piece")]);

    private static Alert Look(Alert alert, AlertSight sight) => Do(alert, it => AlertRules.Look(it, sight, new(0, DateTimeOffset.MinValue)));

    private static Alert Do(Alert alert, Func<Alert, Decision<AlertEvent>> rule)
    {
        var decision = rule(alert);
        decision.Refusal.ShouldBeNull();
        return decision.Events.Aggregate(alert, (state, happened) => state.After(happened, new(1, s_start, s_by.Actor)));
    }

    private static HashSet<AlertState> Closure(AlertState from)
    {
        var found = new HashSet<AlertState> { from };
        for (var before = 0; before != found.Count;)
        {
            before = found.Count;
            found.UnionWith(AlertLife.Table.Moves.Where(move => found.Contains(move.From)).Select(move => move.To));
        }
        return found;
    }
}
