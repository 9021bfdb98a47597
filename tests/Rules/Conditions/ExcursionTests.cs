namespace BeautyGrains.Rules.Tests;

public sealed class ExcursionTests
{
    private static readonly DateTimeOffset s_start = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SensorRecord s_sensor = new("T1", []);
    private static readonly ConditionPolicy s_policy = ConditionDefaults.Policy;

    /// <summary>A reading at a minute of the day.</summary>
    private static Reading At(double minute, decimal? celsius, decimal? humidity = null) => new(s_start.AddMinutes(minute), celsius, humidity);

    private static List<Excursion> Find(IEnumerable<Reading> readings, StorageClass storage = StorageClass.Cold, SensorRecord? sensor = null, ConditionPolicy? policy = null) =>
        [.. ExcursionRules.Find("Z", storage, [.. ReadingSet.Empty.With(readings, 0).Of(sensor ?? s_sensor)], policy ?? s_policy)];

    private static IEnumerable<Reading> Steady(decimal celsius, double from, double through) =>
        Enumerable.Range(0, (int)((through - from) / 5) + 1).Select(i => At(from + (i * 5), celsius));

    [Fact]
    public void The_mean_kinetic_temperature_is_that_of_the_formula()
    {
        MeanKinetic.Of([], 83.144m).ShouldBeNull();
        MeanKinetic.Of([(5, 1), (5, 7)], 83.144m).ShouldBe(5m);
        // By hand: e = exp(-10000/T) of 293.15 K and 303.15 K; -ln of their mean into 10000 is 299.41 K.
        MeanKinetic.Of([(20, 1), (30, 1)], 83.144m).ShouldBe(26.26m);
        MeanKinetic.Of([(20, 3), (30, 1)], 83.144m).ShouldBe(MeanKinetic.Of([(20, 1), (20, 1), (20, 1), (30, 1)], 83.144m));
        MeanKinetic.Of([(-100, 1), (200, 1)], 83.144m)!.Value.ShouldBeInRange(180, 200);
        // The higher the energy, the more the heat counts.
        MeanKinetic.Of([(20, 1), (30, 1)], 150m)!.Value.ShouldBeGreaterThan(26.26m);
    }

    [Fact]
    public void What_stays_in_its_band_or_leaves_it_for_as_long_as_is_put_up_with_harms_nothing()
    {
        Find(Steady(5, 0, 600)).ShouldBeEmpty();
        var door = Find([.. Steady(5, 0, 100), At(105, 11), At(120, 11), .. Steady(5, 130, 200)]).ShouldHaveSingleItem();
        (door.Kind, door.Minutes, door.Worst, door.Verdict, door.GoesOn).ShouldBe((ExcursionKind.TooWarm, 25, 11m, ExcursionVerdict.Tolerated, false));
        door.Id.ShouldBe("T1.cold.too-warm.20260601T014500");
    }

    [Fact]
    public void Too_long_with_too_warm_a_mean_too_far_or_too_cold_is_a_breach()
    {
        // An hour at 11 °C after ten at 5 °C: the mean stays below 8 °C.
        var mild = Find([.. Steady(5, 0, 600), .. Steady(11, 605, 665), At(670, 5)]).ShouldHaveSingleItem();
        mild.Verdict.ShouldBe(ExcursionVerdict.Tolerated);
        mild.MeanKineticCelsius!.Value.ShouldBeInRange(5.2m, 6.5m);
        // The same after none: nothing is known of before.
        var alone = Find([.. Steady(11, 605, 665), At(670, 5)]).ShouldHaveSingleItem();
        (alone.Verdict, alone.MeanKineticCelsius).ShouldBe((ExcursionVerdict.Breach, 11m));
        Find([.. Steady(5, 0, 600), At(605, 15.1m), At(610, 5)]).ShouldHaveSingleItem().Verdict.ShouldBe(ExcursionVerdict.Breach);
        Find([.. Steady(5, 0, 600), .. Steady(1, 605, 665), At(670, 5)]).ShouldHaveSingleItem().Verdict.ShouldBe(ExcursionVerdict.Breach);
        // Longer than a day, however mild.
        Find([.. Steady(2, 0, 20_000), .. Steady(10.5m, 20_005, 21_500), At(21_505, 5)]).ShouldHaveSingleItem().Verdict.ShouldBe(ExcursionVerdict.Breach);
    }

    [Fact]
    public void A_gap_hides_nothing_between_two_readings_outside_and_ends_behind_one_when_it_would_have_been_silent()
    {
        var through = Find([At(0, 5), At(5, 11), At(300, 11), At(305, 5)]).ShouldHaveSingleItem();
        (through.Minutes, through.Verdict).ShouldBe((300, ExcursionVerdict.Breach));
        Find([At(0, 5), At(5, 11), At(300, 5)]).ShouldHaveSingleItem().Minutes.ShouldBe(30);
        var open = Find([At(0, 5), At(5, 11), At(50, 11)]).ShouldHaveSingleItem();
        (open.GoesOn, open.Minutes, open.Until).ShouldBe((true, 45, s_start.AddMinutes(50)));
    }

    [Fact]
    public void A_sensor_s_calibration_counts_from_its_day_on()
    {
        var sensor = new SensorRecord("T1", [new(new(2026, 6, 1), new(2027, 6, 1), -1.5m)]);
        Find(Steady(11, 0, 100), sensor: sensor).ShouldBeEmpty();
        Find(Steady(11, 0, 100), sensor: sensor with { Calibrations = [new(new(2026, 6, 2), new(2027, 6, 1), -1.5m)] }).ShouldNotBeEmpty();
    }

    [Fact]
    public void Humidity_is_judged_beside_temperature_and_a_rule_of_the_zone_comes_before_one_of_all()
    {
        var humid = Find(Enumerable.Range(0, 20).Select(i => At(i * 5, 20, 80)), StorageClass.Ambient).ShouldHaveSingleItem();
        (humid.Kind, humid.Verdict).ShouldBe((ExcursionKind.TooHumid, ExcursionVerdict.Breach));
        var own = s_policy.Rules.Single(rule => rule.Storage == StorageClass.Ambient) with { Zone = "Z", MaxHumidity = 90 };
        Find(Enumerable.Range(0, 20).Select(i => At(i * 5, 20, 80)), StorageClass.Ambient, policy: s_policy with { Rules = [.. s_policy.Rules, own] }).ShouldBeEmpty();
        Find(Enumerable.Range(0, 20).Select(i => At(i * 5, 20, 80)), StorageClass.Ambient, policy: s_policy with { Rules = [.. s_policy.Rules, own with { Zone = "Y" }] }).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.4, 0)]
    [InlineData(1.6, 2)]
    [InlineData(61.2, 61)]
    [InlineData(-30, -30)]
    public void A_clock_is_off_by_whole_minutes_from_two_on(double ahead, int skew) => ReadingSet.SkewOf(s_start.AddMinutes(ahead), s_start).ShouldBe(skew);

    [Fact]
    public void The_same_readings_give_the_same_excursions_in_whatever_order_and_however_often_they_come()
    {
        var (breaches, gaps, repeats) = (0, 0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var skew = random.Next(3) == 0 ? random.Next(-90, 90) : 0;
            var truth = Series(random);
            var device = truth.ConvertAll(one => one with { At = one.At.AddMinutes(skew) });
            var clean = Told([device], skew, random, shuffle: false);
            var expected = Judge(clean);
            // In pieces, out of order, some twice, each piece with what the device's clock said then.
            var pieces = device.Chunk(1 + random.Next(20)).Select(piece => piece.ToList()).ToList();
            foreach (var piece in pieces.Where(_ => random.Next(3) == 0).ToList()) pieces.Add([.. piece.Skip(random.Next(piece.Count))]);
            repeats += pieces.Sum(piece => piece.Count) - device.Count;
            var told = Told(pieces, skew, random, shuffle: true);
            told.Readings.ShouldBe(clean.Readings, $"seed {seed}");
            Judge(told).ShouldBe(expected, $"seed {seed}");
            // The clock's error does not show.
            if (Math.Abs(skew) != 1) Judge(Told([truth], 0, random, shuffle: false)).ShouldBe(expected, $"seed {seed}");
            breaches += expected.Count(one => one.Verdict == ExcursionVerdict.Breach);
            gaps += truth.Zip(truth.Skip(1)).Count(pair => pair.Second.At - pair.First.At > TimeSpan.FromMinutes(30));
        }
        breaches.ShouldBeGreaterThan(100);
        gaps.ShouldBeGreaterThan(100);
        repeats.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void A_zone_that_is_told_in_any_order_knows_the_same_and_is_kept_and_read_again_alike()
    {
        var empty = Zone.Empty.After(new ZonePut(new("Fridge", null, [StorageClass.Cold], [s_sensor])), new(1, s_start, "a"));
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var skew = random.Next(-90, 90);
            var pieces = Series(random).ConvertAll(one => one with { At = one.At.AddMinutes(skew) }).Chunk(1 + random.Next(30)).ToList();
            pieces.AddRange(pieces.Take(random.Next(pieces.Count)).ToList());
            var (one, other) = (TellZone(empty, pieces, skew, random), TellZone(empty, [.. pieces.OrderBy(_ => random.Next())], skew, random));
            other.Of("T1").Readings.ShouldBe(one.Of("T1").Readings, $"seed {seed}");
            var kept = ZoneKind.Instance.SaveState(other);
            ZoneKind.Instance.SaveState(ZoneKind.Instance.LoadState(kept)).ShouldBe(kept);
        }
    }

    [Fact]
    public void A_case_stands_for_its_excursion_as_far_as_it_is_known_grows_while_it_waits_and_is_decided_once_by_two()
    {
        var breach = new Excursion("T1.x", "T1", StorageClass.Cold, ExcursionKind.TooWarm, s_start, s_start.AddHours(2), true, 120, 20, null, ExcursionVerdict.Breach);
        var caller = new Caller("person:q", "");
        var zone = Zone.Empty.After(new ZonePut(new("Fridge", null, [StorageClass.Cold], [s_sensor])), new(1, s_start, "a"));
        zone = After(zone, ZoneRules.Quarantine(zone, new(breach, [new("A", "L1", 1)], caller)));
        ZoneRules.Quarantine(zone, new(breach, [], caller)).IsRepeat.ShouldBeTrue();
        zone = After(zone, ZoneRules.Quarantine(zone, new(breach with { Until = s_start.AddHours(3) }, [new("A", "L1", 1), new("B", "L2", 2)], caller)));
        var it = zone.Cases.ShouldHaveSingleItem();
        (it.Until, it.Lots.Count).ShouldBe((s_start.AddHours(3), 2));

        var ask = new DecideExcursion("T1.x", ExcursionDecision.Scrap, "warm", null, true, caller);
        ZoneRules.Decide(zone, "S", ask).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNeeded);
        ZoneRules.Decide(zone, "S", ask with { Second = new("q", [], null, [new(ApprovalKind.QuarantineRelease, null)]) }).Refusal!.Kind.ShouldBe(RefusalKind.ApproverIsAuthor);
        ZoneRules.Decide(zone, "S", ask with { Second = new("m", [], ["T"], [new(ApprovalKind.QuarantineRelease, null)]) }).Refusal!.Kind.ShouldBe(RefusalKind.ApproverNotEntitled);
        ZoneRules.CarryOut(zone, new("T1.x", caller)).Refusal!.Kind.ShouldBe(RefusalKind.InvalidState);
        zone = After(zone, ZoneRules.Decide(zone, "S", ask with { Second = new("m", [], null, [new(ApprovalKind.QuarantineRelease, null)]) }));
        zone = After(zone, ZoneRules.CarryOut(zone, new("T1.x", caller)));
        zone.Cases.Single().CarriedOut.ShouldBeTrue();
        // What grows beyond what was decided asks anew, under a name of its own.
        zone = After(zone, ZoneRules.Quarantine(zone, new(breach with { Until = s_start.AddHours(5) }, [new("C", "L3", 1)], caller)));
        zone.Cases.Select(one => one.Id).ShouldBe(["T1.x", "T1.x.2"]);
    }

    private static Zone After(Zone zone, Decision<ZoneEvent> decision) => zone.After(decision.Events.ShouldHaveSingleItem(), new(zone.Version + 1, s_start, "person:q"));

    private static Zone TellZone(Zone zone, List<Reading[]> pieces, int skew, Random random)
    {
        foreach (var piece in pieces)
        {
            var now = s_start.AddDays(10).AddMinutes(random.Next(1_000));
            var decision = ZoneRules.Take(zone, new("T1", now.AddMinutes(skew), [.. piece.OrderBy(_ => random.Next())], Caller.House), now);
            decision.Refusal.ShouldBeNull();
            foreach (var happened in decision.IsRepeat ? [] : decision.Events) zone = zone.After(happened, new(zone.Version + 1, now, "a"));
        }
        return zone;
    }

    private static List<Excursion> Judge(ReadingSet set) =>
        [.. new[] { StorageClass.Cold, StorageClass.Ambient }.SelectMany(storage => ExcursionRules.Find("Z", storage, [.. set.Of(s_sensor)], s_policy))];

    private static ReadingSet Told(List<List<Reading>> pieces, int skew, Random random, bool shuffle)
    {
        var set = ReadingSet.Empty;
        foreach (var piece in shuffle ? [.. pieces.OrderBy(_ => random.Next())] : pieces)
        {
            var receivedAt = s_start.AddDays(3).AddMinutes(random.Next(1_000));
            set = set.With(shuffle ? piece.OrderBy(_ => random.Next()) : piece, ReadingSet.SkewOf(receivedAt.AddMinutes(skew), receivedAt));
        }
        return set;
    }

    private static List<Reading> Series(Random random)
    {
        var (series, at, celsius) = (new List<Reading>(), 0.0, 6m);
        for (var i = 0; i < 200; i++)
        {
            at += random.Next(25) == 0 ? random.Next(31, 400) : 5;
            celsius = Math.Clamp(celsius + (random.Next(-20, 22) / 10m), -3, 20);
            series.Add(At(at, celsius, random.Next(4) == 0 ? random.Next(20, 95) : null));
            // Two values at one time.
            if (random.Next(30) == 0) series.Add(At(at, celsius + 1));
        }
        return series;
    }
}
