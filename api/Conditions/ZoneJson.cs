using BeautyGrains.Api.Http;

namespace BeautyGrains.Api.Conditions;

/// <summary>A zone's record.</summary>
/// <param name="Holds">The storage classes whose goods are kept here: ambient, cool, cool-dark, cold, labelled, frozen.</param>
/// <param name="DoubleLock">It takes two locks to open it: controlled goods are kept in such zones alone.</param>
internal sealed record ZoneBody(
    [property: Needed] string? Name, string? NameZh, [property: Needed] IReadOnlyList<string?>? Holds, [property: Needed] IReadOnlyList<SensorBody?>? Sensors, bool? Active, bool? DoubleLock)
{
    public ZoneRecord ToRecord(Check check)
    {
        if (Sensors is null) check.Add("sensors", "required");
        var record = new ZoneRecord(
            check.Text("name", Name, SkuRecordRules.MaxName), check.OptionalText("nameZh", NameZh, SkuRecordRules.MaxName),
            [.. check.List("holds", Holds, 10).Select(word => check.Word<StorageClass>("holds", word))],
            [.. check.OptionalList("sensors", Sensors, ZoneForm.MaxSensors).Select((sensor, i) => sensor.ToSensor($"sensors[{i}]", check))], Active ?? true, DoubleLock == true ? true : null);
        foreach (var (field, rule) in ZoneForm.Check(record))
            if (!check.Names(field)) check.Add(field, rule);
        return record;
    }
}

/// <summary>A sensor of a zone.</summary>
/// <param name="Active">True unless told; one that is not may be silent.</param>
internal sealed record SensorBody([property: Needed] string? Id, IReadOnlyList<CalibrationBody?>? Calibrations, bool? Active)
{
    public SensorRecord ToSensor(string field, Check check) => new(
        check.Id($"{field}.id", Id),
        [.. check.OptionalList($"{field}.calibrations", Calibrations, ZoneForm.MaxCalibrations).Select((one, i) => one.ToCalibration($"{field}.calibrations[{i}]", check))], Active ?? true);
}

/// <summary>A calibration.</summary>
/// <param name="OffsetCelsius">Added to what the sensor reads; 0 unless told.</param>
internal sealed record CalibrationBody([property: Needed] string? On, [property: Needed] string? DueOn, Num OffsetCelsius, string? Certificate)
{
    public Calibration ToCalibration(string field, Check check)
    {
        if (On is null) check.Add($"{field}.on", "required");
        if (DueOn is null) check.Add($"{field}.dueOn", "required");
        var on = check.Day($"{field}.on", On) ?? DateOnly.MinValue;
        return new(
            on, check.Day($"{field}.dueOn", DueOn) ?? on.AddDays(1), check.Optional($"{field}.offsetCelsius", OffsetCelsius, -20, 20, 2) ?? 0,
            check.OptionalText($"{field}.certificate", Certificate, 200));
    }
}

/// <summary>What a sensor has read.</summary>
/// <param name="DeviceNow">What the device's clock says as it sends them.</param>
/// <param name="Readings">1 to 1,000.</param>
internal sealed record TakeReadingsBody([property: Needed] string? Sensor, string? DeviceNow, [property: Needed] IReadOnlyList<ReadingBody?>? Readings)
{
    public Contracts.TakeReadings ToCommand(Check check, Caller by, string of = "") => new(
        check.Id($"{of}sensor", Sensor), check.Moment($"{of}deviceNow", DeviceNow),
        [.. check.List($"{of}readings", Readings, ZoneForm.MaxReadings).Select((one, i) => one.ToReading($"{of}readings[{i}]", check))], by);
}

/// <summary>One reading.</summary>
/// <param name="At">By the device's clock.</param>
/// <param name="Humidity">Relative, in percent.</param>
internal sealed record ReadingBody([property: Needed] string? At, Num Celsius, Num Humidity)
{
    public Reading ToReading(string field, Check check)
    {
        if (At is null) check.Add($"{field}.at", "required");
        if (!Celsius.Given && !Humidity.Given) check.Add($"{field}.celsius", "required-without-humidity");
        return new(
            (check.Moment($"{field}.at", At) ?? default).ToUniversalTime(), check.Optional($"{field}.celsius", Celsius, -100, 200, 2), check.Optional($"{field}.humidity", Humidity, 0, 100, 1));
    }
}

/// <summary>Readings of many sensors.</summary>
/// <param name="Items">1 to 500, with at most 5,000 readings together.</param>
internal sealed record TakeManyBody([property: Needed] IReadOnlyList<TakeManyItem?>? Items);

/// <summary>Readings of one sensor among many.</summary>
internal sealed record TakeManyItem([property: Needed] string? Store, [property: Needed] string? Zone, [property: Needed] string? Sensor, string? DeviceNow, [property: Needed] IReadOnlyList<ReadingBody?>? Readings);

/// <summary>What became of each.</summary>
internal sealed record TakenManyJson(IReadOnlyList<TakenItemJson> Items);

/// <summary>What became of one sensor's.</summary>
/// <param name="Status">200, or that of the problem.</param>
internal sealed record TakenItemJson(string Store, string Zone, string Sensor, int Status, TakenReadings? Taken, Problem? Problem);

/// <summary>The zones of a store.</summary>
internal sealed record ZoneList(IReadOnlyList<ZoneView> Items);

/// <summary>What sensors have read, as data for a chart.</summary>
internal sealed record ReadingList(IReadOnlyList<SensorReading> Items);

/// <summary>The excursions of a store.</summary>
internal sealed record ExcursionList(IReadOnlyList<ZoneExcursions> Zones);

/// <summary>The excursions of a zone.</summary>
/// <param name="Sold">What went to clients out of the goods of its cases since they were in the excursion.</param>
internal sealed record ZoneExcursions(string Zone, IReadOnlyList<Excursion> Excursions, IReadOnlyList<ExcursionCase> Cases, IReadOnlyList<CaseSales> Sold);

/// <summary>What went to clients out of the goods of a case: by time, at most 1,000 lines.</summary>
/// <param name="Truncated">More did: the trace of each lot tells it.</param>
internal sealed record CaseSales(string Case, IReadOnlyList<ExposedSale> Lines, bool Truncated);

/// <summary>Goods that were in an excursion and went to a client, or came back.</summary>
/// <param name="Kind">As the trace names it: sale, service-consumption, use, offline-sale, customer-return, reversal and their like.</param>
/// <param name="Quantity">Below 0 where it went, above 0 where it came back: in the base unit, of open containers in that of their content.</param>
/// <param name="Client">Absent where none was named.</param>
internal sealed record ExposedSale(string Store, string Sku, string Lot, string Kind, string Movement, decimal Quantity, string? Client, DateTimeOffset At);

/// <summary>What becomes of the goods of an excursion.</summary>
/// <param name="Decision">release or scrap.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record DecideExcursionBody([property: Needed] string? Decision, [property: Needed] string? Reason);
