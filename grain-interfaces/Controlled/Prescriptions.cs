namespace BeautyGrains.Contracts;

/// <summary>
/// One prescription of controlled goods, and what was dispensed against it, in whatever store. It alone decides whether something is left. Key: its number.
/// </summary>
[Alias("bg.IPrescriptionGrain")]
public interface IPrescriptionGrain : IGrainWithStringKey
{
    /// <summary>Writes it down. The same content again changes nothing; another one is refused with IdReused.</summary>
    [Alias("Put")]
    Task<Answer<PrescriptionView>> Put(PutPrescription ask);

    /// <summary>Ends it; asked twice it changes nothing. UnknownPrescription.</summary>
    [Alias("Void")]
    Task<Answer<PrescriptionView>> Void(VoidPrescription ask);

    /// <summary>Step of an issue: takes a quantity off what is left; safe to repeat. UnknownPrescription, PrescriptionRefused, PrescriptionExhausted.</summary>
    [Alias("Draw")]
    Task<Answer<PrescriptionView>> Draw(DrawPrescription ask);

    /// <summary>Step of an issue that failed, or of a return: gives a quantity back; safe to repeat. UnknownPrescription.</summary>
    [Alias("GiveBack")]
    Task<Answer<PrescriptionView>> GiveBack(GiveBackPrescription ask);

    /// <summary>The prescription. UnknownPrescription.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<PrescriptionView>> Get();
}

/// <summary>The life of a prescription.</summary>
[GenerateSerializer, Alias("bg.PrescriptionState")]
public enum PrescriptionState
{
    /// <summary>Something is left.</summary>
    Open,
    /// <summary>All of it was dispensed.</summary>
    Spent,
    /// <summary>It was ended by hand.</summary>
    Void,
}

/// <summary>What a prescription says.</summary>
/// <param name="Prescriber">1 to 200 characters.</param>
/// <param name="Quantity">How many base units may be dispensed.</param>
/// <param name="Dose">How much of their content may be used; null where it does not say.</param>
/// <param name="ValidThrough">The last day on which it may be dispensed.</param>
/// <param name="Document">Id of the kept document; null for none.</param>
[GenerateSerializer, Immutable, Alias("bg.PrescriptionRecord")]
public sealed record PrescriptionRecord(string Prescriber, string Client, string Sku, decimal Quantity, decimal? Dose, DateOnly IssuedOn, DateOnly ValidThrough, string? Document = null);

/// <summary>Asks to write a prescription down.</summary>
[GenerateSerializer, Immutable, Alias("bg.PutPrescription")]
public sealed record PutPrescription(PrescriptionRecord Record, Caller By);

/// <summary>Asks to end a prescription.</summary>
/// <param name="Reason">1 to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("bg.VoidPrescription")]
public sealed record VoidPrescription(string Reason, Caller By);

/// <summary>Asks to take a quantity off.</summary>
/// <param name="Draw">Of one attempt of one step: "store/sku/step/attempt".</param>
/// <param name="Day">In the store's time zone.</param>
[GenerateSerializer, Immutable, Alias("bg.DrawPrescription")]
public sealed record DrawPrescription(string Draw, string Store, string Sku, string Client, decimal Quantity, DateOnly Day, Caller By);

/// <summary>Asks to give a quantity back.</summary>
/// <param name="Step">Whose: "store/sku/step"; asked twice it gives back once.</param>
/// <param name="Quantity">Null for the whole draw, which then counts as never made, however late it comes.</param>
[GenerateSerializer, Immutable, Alias("bg.GiveBackPrescription")]
public sealed record GiveBackPrescription(string Draw, string Step, decimal? Quantity, Caller By);

/// <summary>A prescription as it now stands.</summary>
/// <param name="Left">How many base units may still be dispensed.</param>
[GenerateSerializer, Immutable, Alias("bg.PrescriptionView")]
public sealed record PrescriptionView(
    string Number, PrescriptionState State, PrescriptionRecord Record, decimal Left, ImmutableArray<PrescriptionDraw> Draws, string RecordedBy, DateTimeOffset ChangedAt, long Version);

/// <summary>What was dispensed against a prescription by one step.</summary>
/// <param name="Returned">Of it, what came back unopened.</param>
[GenerateSerializer, Immutable, Alias("bg.PrescriptionDraw")]
public sealed record PrescriptionDraw(string Draw, string Store, decimal Quantity, decimal Returned, EquatableList<string> Steps);
