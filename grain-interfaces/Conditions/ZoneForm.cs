namespace BeautyGrains.Contracts;

/// <summary>The rules of form of zones, readings and their tables; the HTTP edge and the grains share them.</summary>
public static class ZoneForm
{
    /// <summary>Sensors of a zone.</summary>
    public const int MaxSensors = 100;

    /// <summary>Calibrations of a sensor.</summary>
    public const int MaxCalibrations = 100;

    /// <summary>Readings of a delivery.</summary>
    public const int MaxReadings = 1_000;

    /// <summary>Rules of the tables.</summary>
    public const int MaxRules = 200;

    private const int MaxMinutes = 100_000;

    /// <summary>Every rule that a record breaks, by field as in a request; empty when it is well formed.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(ZoneRecord record)
    {
        var form = new FormRules();
        form.Needed(record.Name, SkuRecordRules.MaxName, "name");
        form.Optional(record.NameZh, SkuRecordRules.MaxName, "nameZh");
        form.Require(record.Holds.Count > 0, "holds", "must-not-be-empty");
        form.Require(record.Holds.Distinct().Count() == record.Holds.Count, "holds", "must-be-unique");
        foreach (var storage in record.Holds) form.Known(storage, "holds");
        form.Bounded(record.Sensors.Count, MaxSensors, "sensors");
        form.Require(record.Sensors.DistinctBy(sensor => sensor.Id).Count() == record.Sensors.Count, "sensors", "must-be-unique");
        for (var i = 0; i < Math.Min(record.Sensors.Count, MaxSensors); i++)
        {
            var (sensor, field) = (record.Sensors[i], FormattableString.Invariant($"sensors[{i}]"));
            form.Require(Limits.IsId(sensor.Id), $"{field}.id", "must-be-an-id");
            form.Bounded(sensor.Calibrations.Count, MaxCalibrations, $"{field}.calibrations");
            for (var j = 0; j < Math.Min(sensor.Calibrations.Count, MaxCalibrations); j++) Check(sensor.Calibrations[j], FormattableString.Invariant($"{field}.calibrations[{j}]"), form);
        }
        return form.Broken;
    }

    /// <summary>Every rule that readings break.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(EquatableList<Reading> readings)
    {
        var form = new FormRules();
        form.Require(readings.Count > 0, "readings", "must-not-be-empty");
        form.Bounded(readings.Count, MaxReadings, "readings");
        for (var i = 0; i < Math.Min(readings.Count, MaxReadings); i++)
        {
            var field = FormattableString.Invariant($"readings[{i}]");
            form.Require(readings[i].Celsius is not null || readings[i].Humidity is not null, $"{field}.celsius", "required-without-humidity");
            Decimals(readings[i].Celsius, -100, 200, 2, $"{field}.celsius", form);
            Decimals(readings[i].Humidity, 0, 100, 1, $"{field}.humidity", form);
            form.Require(readings[i].At.Year is > 1999 and < 2200, $"{field}.at", "must-be-between-2000-and-2200");
        }
        return form.Broken;
    }

    /// <summary>Every rule that the tables break.</summary>
    public static ImmutableArray<(string Field, string Rule)> Check(ConditionPolicy policy)
    {
        var form = new FormRules();
        form.Bounded(policy.Rules.Count, MaxRules, "rules");
        for (var i = 0; i < Math.Min(policy.Rules.Count, MaxRules); i++) Check(policy.Rules[i], FormattableString.Invariant($"rules[{i}]"), form);
        form.Bounded(policy.Activation.Count, 20, "activation");
        for (var i = 0; i < Math.Min(policy.Activation.Count, 20); i++)
        {
            var field = FormattableString.Invariant($"activation[{i}]");
            form.Require(policy.Activation[i].KilojoulesPerMole is > 0 and <= 1_000, $"{field}.kilojoulesPerMole", "must-be-above-0-and-at-most-1000");
            form.Days(policy.Activation[i].ValidFrom, policy.Activation[i].ValidThrough, field);
        }
        return form.Broken;
    }

    private static void Check(Calibration it, string field, FormRules form)
    {
        form.Require(it.DueOn > it.On, $"{field}.dueOn", "must-be-after-on");
        Decimals(it.OffsetCelsius, -20, 20, 2, $"{field}.offsetCelsius", form);
        form.Optional(it.Certificate, 200, $"{field}.certificate");
    }

    private static void Check(ConditionRule rule, string field, FormRules form)
    {
        form.Known(rule.Storage, $"{field}.storage");
        form.Require(rule.Zone is null || Limits.IsId(rule.Zone), $"{field}.zone", "must-be-an-id");
        foreach (var (name, value) in new[] { ("minCelsius", rule.MinCelsius), ("maxCelsius", rule.MaxCelsius), ("spikeMinCelsius", rule.SpikeMinCelsius), ("spikeMaxCelsius", rule.SpikeMaxCelsius), ("meanKineticCelsius", rule.MeanKineticCelsius) })
            Decimals(value, -100, 200, 2, $"{field}.{name}", form);
        Decimals(rule.MinHumidity, 0, 100, 1, $"{field}.minHumidity", form);
        Decimals(rule.MaxHumidity, 0, 100, 1, $"{field}.maxHumidity", form);
        form.Require(!(rule.MinCelsius > rule.MaxCelsius), $"{field}.maxCelsius", "must-not-be-below-min-celsius");
        form.Require(!(rule.MinHumidity > rule.MaxHumidity), $"{field}.maxHumidity", "must-not-be-below-min-humidity");
        form.Between(rule.ToleranceMinutes, 0, MaxMinutes, $"{field}.toleranceMinutes");
        form.Between(rule.LongestMinutes, 0, MaxMinutes, $"{field}.longestMinutes");
        form.Between(rule.MeanKineticDays, 1, 31, $"{field}.meanKineticDays");
        form.Between(rule.SilentAfterMinutes, 1, 10_000, $"{field}.silentAfterMinutes");
        form.Days(rule.ValidFrom, rule.ValidThrough, field);
    }

    private static void Decimals(decimal? value, decimal least, decimal most, int decimals, string field, FormRules form)
    {
        form.Between(value, least, most, field);
        if (value is { } some) form.Require(decimal.Round(some, decimals) == some, field, FormattableString.Invariant($"at-most-{decimals}-decimals"));
    }
}
