using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BeautyGrains.Grains;

/// <summary>Until when a record is kept.</summary>
/// <param name="Day">The last day; null for good, or as long as the goods' expiry is not known.</param>
/// <param name="Rule">The row that keeps it longest.</param>
public sealed record KeptUntil(DateOnly? Day, RetentionRule Rule);

/// <summary>How long records are kept, and who may change it.</summary>
public static class RetentionRules
{
    /// <summary>
    /// Until when a record of a day is kept: by the row that counted then, or by one that has come into force since and keeps it longer. A shorter one never
    /// reaches back.
    /// </summary>
    /// <param name="expiresOn">Of the goods; null where it is not known or there is none.</param>
    public static KeptUntil Until(EquatableList<RetentionRule> rules, RecordKind kind, DateOnly madeOn, DateOnly? expiresOn, DateOnly today)
    {
        var mine = rules.Where(rule => rule.Kind == kind).OrderBy(rule => rule.ValidFrom).ToList();
        var first = mine.FindLastIndex(rule => rule.ValidFrom <= madeOn);
        return mine.Skip(Math.Max(0, first)).TakeWhile((rule, i) => i == 0 || rule.ValidFrom <= today).Select(rule => new KeptUntil(LastDay(rule, madeOn, expiresOn), rule))
            .MaxBy(kept => kept.Day ?? DateOnly.MaxValue)!;
    }

    /// <summary>Guards in this order: form, the same content, If-Match, the second person, what counts already, what would be shortened.</summary>
    public static Decision<RetentionEvent> Put(RetentionState state, PutRetention ask, DateTimeOffset now)
    {
        if (RetentionForm.Check(ask.Rules) is [var (field, rule), ..]) return Refusal.Invalid(field, rule);
        var (known, today) = (state.Rules ?? RetentionDefaults.Rules, DateOnly.FromDateTime(now.UtcDateTime));
        if (ask.Rules == known) return Decision<RetentionEvent>.AlreadyDone;
        if (ask.IfVersion is { } expected && expected != state.Version) return new Refusal(RefusalKind.StaleVersion);
        if (Second(ask.Second, ask.By) is { } alone) return alone;
        if (known.FirstOrDefault(was => was.ValidFrom <= today && !ask.Rules.Contains(was)) is { } gone) return Shortened(gone.Kind);
        foreach (var added in ask.Rules.Where(one => one.ValidFrom <= today && !known.Contains(one)))
        {
            // What came into force between is not undone either.
            var counts = known.Where(one => one.Kind == added.Kind && one.ValidFrom <= today);
            if (counts.Any(was => IsShorter(added, was))) return Shortened(added.Kind);
        }
        return new RetentionPut(ask.Rules);
    }

    /// <summary>Refusals: Validation, IdReused, the second person's.</summary>
    public static Decision<RetentionEvent> Delete(RetentionState state, RecordDeletion ask)
    {
        if (Form.First(
            Limits.IsId(ask.Id) ? null : Refusal.Invalid("id", "must-be-an-id"), Form.Needed(ask.Reason, "reason"),
            ask.Documents.Count is < 1 or > RetentionForm.MaxDocuments ? Refusal.Invalid("documents", "must-be-1-to-500") : null) is { } malformed) return malformed;
        if (state.Deletions.FirstOrDefault(one => one.Id == ask.Id) is { } known) return known.Reason == ask.Reason ? Decision<RetentionEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        return Second(ask.Second, ask.By) is { } alone
            ? alone
            : new DeletionRecorded(ask.Id, ask.Documents, ask.Documents.Sum(one => one.Length), HashOf(ask.Documents), ask.Reason, ask.Second!.Actor);
    }

    /// <summary>Of a list of documents, as the log keeps it.</summary>
    public static string HashOf(IEnumerable<PastDocument> documents) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
        documents.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Id} {one.Sha256} {one.Length} {one.KeptUntil:yyyy-MM-dd} {one.Rule}\n"))))));

    /// <summary>Another administrator, and not who asks.</summary>
    private static Refusal? Second(Approver? second, Caller by) =>
        second is null ? new(RefusalKind.ApproverNeeded, State: "retention")
        : second.Actor == by.Actor ? new(RefusalKind.ApproverIsAuthor)
        : !second.Roles.Contains(PersonRole.Administrator) || second.Stores is not null ? new(RefusalKind.ApproverNotEntitled, State: "limit")
        : null;

    private static bool IsShorter(RetentionRule one, RetentionRule than) =>
        (one.Months ?? int.MaxValue) < (than.Months ?? int.MaxValue) || (one.Months is not null && (one.MonthsAfterExpiry ?? -1) < (than.MonthsAfterExpiry ?? -1));

    private static Refusal Shortened(RecordKind kind) => new(RefusalKind.RetentionShortened, State: System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));

    private static DateOnly? LastDay(RetentionRule rule, DateOnly madeOn, DateOnly? expiresOn)
    {
        if (rule.Months is not { } months) return null;
        if (rule.MonthsAfterExpiry is not { } after) return madeOn.AddMonths(months);
        if (expiresOn is not { } expiry) return null;
        var (fromRecord, fromExpiry) = (madeOn.AddMonths(months), expiry.AddMonths(after));
        return fromRecord > fromExpiry ? fromRecord : fromExpiry;
    }
}
