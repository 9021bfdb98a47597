namespace BeautyGrains.Contracts;

/// <summary>
/// A part of a store with a climate of its own: which classes of goods it holds, its sensors, what they have read, and what became of its excursions.
/// Key: <see cref="ZoneKey"/>.
/// </summary>
[Alias("bg.IZoneGrain")]
public interface IZoneGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the record. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<ZoneView>> Put(PutZone ask);

    /// <summary>Takes readings in, in any order, however often; those that are known change nothing. Validation, UnknownZone.</summary>
    [Alias("Take")]
    Task<Answer<TakenReadings>> Take(TakeReadings ask);

    /// <summary>Records which goods an excursion has put into quarantine; a step of the house, safe to repeat.</summary>
    [Alias("Quarantine")]
    Task<Answer<ZoneView>> Quarantine(RecordQuarantine ask);

    /// <summary>Decides what becomes of the goods of an excursion. UnknownExcursion, InvalidState, the second person's refusals.</summary>
    [Alias("Decide")]
    Task<Answer<ZoneView>> Decide(DecideExcursion ask);

    /// <summary>Records that a decision has been carried out; a step of the house, safe to repeat.</summary>
    [Alias("CarryOut")]
    Task<Answer<ZoneView>> CarryOut(RecordCarriedOut ask);

    /// <summary>The zone with its excursions; null before it was put.</summary>
    [ReadOnly, Alias("Get")]
    Task<ZoneView?> Get();

    /// <summary>What its sensors have read from one instant to another, both included, by sensor and time; at most 10,000, the newest.</summary>
    [ReadOnly, Alias("Read")]
    Task<ImmutableArray<SensorReading>> Read(DateTimeOffset from, DateTimeOffset through);
}

/// <summary>Asks to create or replace a zone's record.</summary>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
[GenerateSerializer, Immutable, Alias("bg.PutZone")]
public sealed record PutZone(ZoneRecord Record, long? IfVersion, Caller By);

/// <summary>A zone's record.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Holds">The storage classes whose goods the store keeps here. Of goods that lie in no bin, this tells whether they are in the zone.</param>
/// <param name="Sensors">At most 100, each id once.</param>
/// <param name="DoubleLock">It takes two locks and two people to open it: controlled goods are kept in such zones alone. Null for no.</param>
[GenerateSerializer, Immutable, Alias("bg.ZoneRecord")]
public sealed record ZoneRecord(string Name, string? NameZh, EquatableList<StorageClass> Holds, EquatableList<SensorRecord> Sensors, bool Active = true, bool? DoubleLock = null);

/// <summary>A sensor of a zone.</summary>
/// <param name="Id">An id; the same device keeps it.</param>
/// <param name="Calibrations">At most 100; the one that began last counts.</param>
[GenerateSerializer, Immutable, Alias("bg.SensorRecord")]
public sealed record SensorRecord(string Id, EquatableList<Calibration> Calibrations, bool Active = true);

/// <summary>A calibration of a sensor.</summary>
/// <param name="On">Counts from this day on, in UTC.</param>
/// <param name="DueOn">The day by which the next one is due.</param>
/// <param name="OffsetCelsius">Added to what the sensor reads: −20 to 20 with at most 2 decimals.</param>
/// <param name="Certificate">1 to 200 characters; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.Calibration")]
public sealed record Calibration(DateOnly On, DateOnly DueOn, decimal OffsetCelsius = 0, string? Certificate = null);

/// <summary>Asks to take in what a sensor has read.</summary>
/// <param name="DeviceNow">What the device's clock said when it sent them; null where it does not tell.</param>
/// <param name="Readings">1 to 1,000.</param>
[GenerateSerializer, Immutable, Alias("bg.TakeReadings")]
public sealed record TakeReadings(string Sensor, DateTimeOffset? DeviceNow, EquatableList<Reading> Readings, Caller By);

/// <summary>What a sensor read.</summary>
/// <param name="At">By the device's clock.</param>
/// <param name="Celsius">−100 to 200 with at most 2 decimals; null where it measures humidity alone.</param>
/// <param name="Humidity">Relative, 0 to 100 with at most 1 decimal; null where it measures temperature alone.</param>
[GenerateSerializer, Immutable, Alias("bg.Reading")]
public sealed record Reading(DateTimeOffset At, decimal? Celsius, decimal? Humidity);

/// <summary>What became of readings.</summary>
/// <param name="Taken">How many were new.</param>
/// <param name="Known">How many were there already.</param>
/// <param name="TooOld">How many are kept but too old to be judged.</param>
/// <param name="SkewMinutes">By how much the device's clock was ahead; taken off the readings' times.</param>
[GenerateSerializer, Immutable, Alias("bg.TakenReadings")]
public sealed record TakenReadings(string Sensor, int Taken, int Known, int TooOld, int SkewMinutes, long Version);

/// <summary>A reading as it counts: at the right time, calibrated.</summary>
[GenerateSerializer, Immutable, Alias("bg.SensorReading")]
public sealed record SensorReading(string Sensor, DateTimeOffset At, decimal? Celsius, decimal? Humidity);

/// <summary>In which way a zone left its band.</summary>
[GenerateSerializer, Alias("bg.ExcursionKind")]
public enum ExcursionKind
{
    /// <summary>Above the highest temperature.</summary>
    TooWarm,
    /// <summary>Below the lowest temperature.</summary>
    TooCold,
    /// <summary>Above the highest humidity.</summary>
    TooHumid,
    /// <summary>Below the lowest humidity.</summary>
    TooDry,
}

/// <summary>What an excursion means for the goods.</summary>
[GenerateSerializer, Alias("bg.ExcursionVerdict")]
public enum ExcursionVerdict
{
    /// <summary>Within what the rules put up with.</summary>
    Tolerated,
    /// <summary>Too long, too far or too warm on the whole: the goods wait for a decision.</summary>
    Breach,
}

/// <summary>A stretch of time in which a sensor was outside the band of a class of goods.</summary>
/// <param name="Id">Of sensor, class, kind and beginning, such as "T1.cold.too-warm.20260601T0915".</param>
/// <param name="From">The first reading outside.</param>
/// <param name="Until">Until it is known to have ended, or the last reading while it goes on.</param>
/// <param name="GoesOn">No reading inside has come since.</param>
/// <param name="Minutes">Whole minutes outside.</param>
/// <param name="Worst">The value farthest outside, in °C or percent.</param>
/// <param name="MeanKineticCelsius">Of the time before its end that the rule names; null where it did not matter.</param>
[GenerateSerializer, Immutable, Alias("bg.Excursion")]
public sealed record Excursion(
    string Id, string Sensor, StorageClass Storage, ExcursionKind Kind, DateTimeOffset From, DateTimeOffset Until, bool GoesOn, int Minutes, decimal Worst, decimal? MeanKineticCelsius, ExcursionVerdict Verdict);

/// <summary>What is decided of goods that were in an excursion.</summary>
[GenerateSerializer, Alias("bg.ExcursionDecision")]
public enum ExcursionDecision
{
    /// <summary>They are good.</summary>
    Release,
    /// <summary>They are not.</summary>
    Scrap,
}

/// <summary>What became of an excursion's goods. It stands for every excursion of that sensor, class and kind that it overlaps.</summary>
/// <param name="From">Of the excursion as it was known.</param>
/// <param name="Until">Of the excursion as it was known; one that has grown beyond it is acted on anew.</param>
/// <param name="Lots">What was put into quarantine.</param>
/// <param name="Decision">Null while it is awaited.</param>
/// <param name="CarriedOut">The goods have been released or scrapped.</param>
/// <param name="Exposed">All lots that were in the zone while it lasted, and those of other stores and products that they went into since, whether any is left or not; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.ExcursionCase")]
public sealed record ExcursionCase(
    string Id, string Sensor, StorageClass Storage, ExcursionKind Kind, DateTimeOffset From, DateTimeOffset Until, EquatableList<QuarantinedLot> Lots,
    ExcursionDecision? Decision = null, string? Reason = null, string? DecidedBy = null, string? ApprovedBy = null, DateTimeOffset? DecidedAt = null, bool CarriedOut = false,
    EquatableList<ExposedLot>? Exposed = null);

/// <summary>A lot that an excursion put into quarantine.</summary>
/// <param name="OnHand">When it was, in the base unit.</param>
/// <param name="Store">Where it lies, when it has left the zone's; null for the zone's store.</param>
[GenerateSerializer, Immutable, Alias("bg.QuarantinedLot")]
public sealed record QuarantinedLot(string Sku, string Lot, decimal OnHand, string? Store = null);

/// <summary>A lot of which goods were in an excursion.</summary>
/// <param name="Store">The zone's, or the one that they came to since.</param>
/// <param name="Since">From when on what leaves it may have been in the excursion.</param>
[GenerateSerializer, Immutable, Alias("bg.ExposedLot")]
public sealed record ExposedLot(string Store, string Sku, string Lot, DateTimeOffset Since);

/// <summary>Asks to record what an excursion has put into quarantine.</summary>
[GenerateSerializer, Immutable, Alias("bg.RecordQuarantine")]
public sealed record RecordQuarantine(Excursion Excursion, EquatableList<QuarantinedLot> Lots, Caller By, EquatableList<ExposedLot>? Exposed = null);

/// <summary>Asks to decide.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Second">Who approves; null where nobody was named.</param>
/// <param name="NeedsSecond">A person asks, not the house's own key.</param>
[GenerateSerializer, Immutable, Alias("bg.DecideExcursion")]
public sealed record DecideExcursion(string Case, ExcursionDecision Decision, string Reason, Approver? Second, bool NeedsSecond, Caller By);

/// <summary>Asks to record that a decision has been carried out.</summary>
[GenerateSerializer, Immutable, Alias("bg.RecordCarriedOut")]
public sealed record RecordCarriedOut(string Case, Caller By);

/// <summary>A zone as it now stands.</summary>
/// <param name="Sensors">Each with its last reading.</param>
/// <param name="Excursions">Of the time that is judged, oldest first.</param>
/// <param name="Cases">All of them, oldest first.</param>
[GenerateSerializer, Immutable, Alias("bg.ZoneView")]
public sealed record ZoneView(
    string Store, string Zone, ZoneRecord Record, ImmutableArray<SensorView> Sensors, ImmutableArray<Excursion> Excursions, ImmutableArray<ExcursionCase> Cases, DateTimeOffset ChangedAt, long Version);

/// <summary>A sensor as it now stands.</summary>
/// <param name="Last">Its newest reading; null for none.</param>
/// <param name="CalibrationDueOn">Null where it was never calibrated.</param>
/// <param name="SilentFrom">From when on it counts as silent unless it reads again; null where nothing asks it to read.</param>
[GenerateSerializer, Immutable, Alias("bg.SensorView")]
public sealed record SensorView(string Sensor, bool Active, SensorReading? Last, DateOnly? CalibrationDueOn, DateTimeOffset? SilentFrom);
