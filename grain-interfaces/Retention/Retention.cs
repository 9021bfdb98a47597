namespace BeautyGrains.Contracts;

/// <summary>How long records are kept, and what was deleted once that was over. One grain; key: <see cref="Key"/>.</summary>
[Alias("bg.IRetentionGrain")]
public interface IRetentionGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "policy";

    /// <summary>Replaces the table. What counts already stays; a longer time may begin at once, a shorter one in the future alone. RetentionShortened, and the second person's refusals.</summary>
    [Alias("Put")]
    Task<Answer<RetentionView>> Put(PutRetention ask);

    /// <summary>Writes down what is to be deleted, before it is. The same again gives the first answer; the second person's refusals.</summary>
    [Alias("Delete")]
    Task<Answer<DeletionView>> Delete(RecordDeletion ask);

    /// <summary>Records that a deletion has been carried out; safe to repeat.</summary>
    [Alias("CarryOut")]
    Task<Answer<DeletionView>> CarryOut(RecordDeletionDone ask);

    /// <summary>The table and the newest deletions; version 0 while nobody has put any, with the defaults.</summary>
    [ReadOnly, Alias("Get")]
    Task<RetentionView> Get();
}

/// <summary>The kinds of records that law asks to keep.</summary>
[GenerateSerializer, Alias("bg.RecordKind")]
public enum RecordKind
{
    /// <summary>Goods receipts of cosmetics, and of goods that no other kind names.</summary>
    GoodsReceipts,
    /// <summary>Goods receipts of drugs.</summary>
    DrugReceipts,
    /// <summary>Goods receipts of devices.</summary>
    DeviceReceipts,
    /// <summary>Everything about implants.</summary>
    Implants,
    /// <summary>Sales of cosmetics and other goods.</summary>
    Sales,
    /// <summary>Sales and uses of drugs.</summary>
    DrugSales,
    /// <summary>Sales and uses of devices.</summary>
    DeviceSales,
    /// <summary>Registers of controlled goods.</summary>
    ControlledRegisters,
    /// <summary>Prescriptions of controlled goods.</summary>
    Prescriptions,
    /// <summary>Readings of temperature and humidity.</summary>
    Readings,
    /// <summary>Complaints and adverse reactions.</summary>
    AdverseReactions,
    /// <summary>Counts and rounds.</summary>
    Counts,
    /// <summary>Contracts.</summary>
    Contracts,
    /// <summary>Vouchers and books of account.</summary>
    Accounts,
    /// <summary>Papers that belong to none of the others.</summary>
    Papers,
    /// <summary>Logs of who did what.</summary>
    Logs,
}

/// <summary>How long records of a kind are kept.</summary>
/// <param name="Months">From the day of the record: 0 to 1,200; null for good.</param>
/// <param name="MonthsAfterExpiry">And as long after the goods' expiry, where that is later: 0 to 1,200; null where expiry does not matter.</param>
/// <param name="Source">The law or the habit: 1 to 500 characters.</param>
/// <param name="ValidFrom">Counts from this day on, in UTC.</param>
[GenerateSerializer, Immutable, Alias("bg.RetentionRule")]
public sealed record RetentionRule(RecordKind Kind, int? Months, int? MonthsAfterExpiry, string Source, DateOnly ValidFrom);

/// <summary>Asks to replace the table.</summary>
/// <param name="Rules">Every kind has one that has counted from the first.</param>
/// <param name="IfVersion">Only if this is the newest version; null for any.</param>
/// <param name="Second">Another administrator; null for nobody.</param>
[GenerateSerializer, Immutable, Alias("bg.PutRetention")]
public sealed record PutRetention(EquatableList<RetentionRule> Rules, long? IfVersion, Approver? Second, Caller By);

/// <summary>The table.</summary>
/// <param name="Deletions">The newest 1,000, oldest first.</param>
/// <param name="Version">0 for the defaults.</param>
[GenerateSerializer, Immutable, Alias("bg.RetentionView")]
public sealed record RetentionView(EquatableList<RetentionRule> Rules, ImmutableArray<DeletionView> Deletions, DateTimeOffset ChangedAt, long Version);

/// <summary>A document that is past its retention.</summary>
/// <param name="Version">Of the document, as it was looked at; one that has changed since stays.</param>
/// <param name="KeptUntil">The last day on which it had to be kept.</param>
[GenerateSerializer, Immutable, Alias("bg.PastDocument")]
public sealed record PastDocument(string Id, long Version, string Sha256, long Length, DateOnly KeptUntil, RecordKind Rule);

/// <summary>Asks to write a deletion down.</summary>
/// <param name="Documents">1 to 500.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Second">Another administrator; null for nobody.</param>
[GenerateSerializer, Immutable, Alias("bg.RecordDeletion")]
public sealed record RecordDeletion(string Id, EquatableList<PastDocument> Documents, string Reason, Approver? Second, Caller By);

/// <summary>Asks to record that a deletion has been carried out.</summary>
[GenerateSerializer, Immutable, Alias("bg.RecordDeletionDone")]
public sealed record RecordDeletionDone(string Id, Caller By);

/// <summary>A deletion, as the log has it.</summary>
/// <param name="Bytes">Of all files.</param>
/// <param name="Sha256">Of the list: a line "id sha256 length until rule" for each document, in order.</param>
/// <param name="CarriedOut">The files are given up.</param>
[GenerateSerializer, Immutable, Alias("bg.DeletionView")]
public sealed record DeletionView(
    string Id, int Count, long Bytes, string Sha256, EquatableList<PastDocument> Documents, string Reason, string By, string ApprovedBy, DateTimeOffset At, bool CarriedOut, long Version);
