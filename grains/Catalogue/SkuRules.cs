namespace BeautyGrains.Grains;

/// <summary>What may become of a product's record.</summary>
internal static class SkuRules
{
    /// <summary>Would this record change what quantities of open reservations mean?</summary>
    public static bool ChangesUnits(SkuState state, SkuRecord record)
    {
        if (state.Record is not { } now) return false;
        if (now.Unit != record.Unit) return true;
        var kept = record.Packs ?? [];
        return now.Packs is not null && now.Packs.Any(pack => !kept.Any(other => other.Unit == pack.Unit));
    }

    /// <summary>
    /// Guards in this order: form, the same content, If-Match, contents of packs, units while reserved, the second person: of the price, then of
    /// the registration.
    /// </summary>
    /// <param name="openReservations">In all stores; needed only where <see cref="ChangesUnits"/>.</param>
    public static Decision<SkuEvent> Put(SkuState state, PutSku ask, int openReservations)
    {
        if (SkuRecordRules.Check(ask.Record) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        if (ask.Record == state.Record) return Decision<SkuEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        if (state.Record?.Unit == ask.Record.Unit && RedefinedPack(state, ask.Record) is { } at) return Refusal.Invalid($"packs[{at}].contains", "is-immutable");
        if (openReservations > 0 && ChangesUnits(state, ask.Record)) return new Refusal(RefusalKind.UnitChangeWhileReserved);
        return ask.Second is { } second && state.Record is { } before && Refused(second, before, ask) is { } refusal ? refusal : new SkuPut(ask.Record, ask.Second?.Approver?.Actor);
    }

    // A price that is new or gone is no share of another; the larger of the two is what the approver's limit must reach.
    private static Refusal? Refused(SecondPerson second, SkuRecord before, PutSku ask)
    {
        var (old, now) = (before.Price, ask.Record.Price);
        var isSame = old?.Currency == now?.Currency;
        if (old != now && second.Refuses(
            ApprovalKind.Price, isSame && old is { Amount: > 0 } ? Math.Abs(now!.Amount - old.Amount) / old.Amount : 1,
            isSame ? new(Math.Abs(now!.Amount - old!.Amount), old.Currency) : now ?? old, isSame ? new(Math.Max(now!.Amount, old!.Amount), old.Currency) : now ?? old, [], ask.By.Actor) is { } price) return price;
        return before.Registration == ask.Record.Registration ? null : second.Refuses(ApprovalKind.RegistrationChange, null, null, null, [], ask.By.Actor);
    }

    private static int? RedefinedPack(SkuState state, SkuRecord record)
    {
        for (var i = 0; i < (record.Packs?.Count ?? 0); i++)
            if (state.PacksEver.TryGetValue(record.Packs![i].Unit, out var contains) && contains != record.Packs[i].Contains) return i;
        return null;
    }
}
