namespace BeautyGrains.Grains;

/// <summary>What may become of a contract's record.</summary>
public static class ContractRules
{
    /// <summary>The first rule of form that a request breaks, or null.</summary>
    internal static Refusal? FormOf(string id, PutContract ask)
    {
        if (!Limits.IsId(id)) return Refusal.Invalid("id", "must-be-an-id");
        return ContractRecordRules.Check(ask.Record) is [var (field, rule), ..] ? Refusal.Invalid(field, rule) : null;
    }

    /// <summary>Guards in this order: the same content, If-Match, the supplier, which never changes. Form is checked before.</summary>
    internal static Decision<ContractEvent> Put(ContractState state, PutContract ask)
    {
        if (ask.Record == state.Record) return Decision<ContractEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        if (state.Record is { } before && before.Supplier != ask.Record.Supplier) return Refusal.Invalid("supplier", "is-immutable");
        return new ContractPut(ask.Record);
    }

    /// <summary>The contract as callers see it, or null before the first put.</summary>
    public static ContractView? ViewOf(string id, Versioned<ContractState> contract) =>
        contract.State.Record is { } record ? new(id, record, contract.At, contract.Version) : null;
}
