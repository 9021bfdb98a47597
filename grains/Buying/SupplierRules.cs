namespace BeautyGrains.Grains;

/// <summary>What may become of a supplier's record.</summary>
public static class SupplierRules
{
    /// <summary>Contracts that one supplier may ever have.</summary>
    public const int MaxContracts = 1_000;

    /// <summary>Guards in this order: form, the same content, If-Match.</summary>
    internal static Decision<SupplierEvent> Put(SupplierState state, PutSupplier ask)
    {
        if (SupplierRecordRules.Check(ask.Record) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Record == state.Record) return Decision<SupplierEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        return new SupplierPut(ask.Record);
    }

    /// <summary>Notes a contract once.</summary>
    internal static Decision<SupplierEvent> AddContract(SupplierState state, AddContract ask)
    {
        if (state.Record is null) return new Refusal(RefusalKind.UnknownSupplier);
        if (state.Contracts.Contains(ask.Contract)) return Decision<SupplierEvent>.AlreadyDone;
        if (state.Contracts.Length >= MaxContracts) return Refusal.Invalid("supplier", "at-most-1000-contracts");
        return new SupplierContractAdded(ask.Contract);
    }

    /// <summary>The supplier as callers see it, or null before the first put.</summary>
    public static SupplierView? ViewOf(string id, Versioned<SupplierState> supplier) =>
        supplier.State.Record is { } record ? new(id, record, supplier.State.Contracts, supplier.At, supplier.Version) : null;
}
