namespace BeautyGrains.Grains;

/// <summary>What a round needs to know of others; looked up before deciding.</summary>
/// <param name="Against">Why there is no such store or document, or null.</param>
/// <param name="Known">The round of that id, where the journal knows one.</param>
public sealed record RoundFacts(RoundPolicyView Policy, DateOnly Day, Refusal? Against, KnownRound? Known);

/// <summary>The rules of rounds.</summary>
public static class RoundRules
{
    /// <summary>Guards in this order: form; the id was used before; store and documents; the template; its items.</summary>
    public static Decision<RoundEvent> Make(RoundBook book, MakeRound ask, RoundFacts facts)
    {
        if (FormOf(ask) is { } malformed) return malformed;
        var hash = HashOf(ask);
        if ((book.Recent.LastOrDefault(one => one.View.Id == ask.Id) ?? facts.Known) is { } known) return known.BodyHash == hash ? Decision<RoundEvent>.AlreadyDone : new Refusal(RefusalKind.IdReused);
        if (facts.Against is { } against) return against;
        if (facts.Policy.Policy.Templates.FirstOrDefault(one => one.Id == ask.Template) is not { } template) return new Refusal(RefusalKind.UnknownRoundTemplate);
        var actions = new List<RoundAction>();
        for (var i = 0; i < ask.Answers.Count; i++)
        {
            var answer = ask.Answers[i];
            if (template.Items.FirstOrDefault(one => one.Id == answer.Item) is not { } item) return Refusal.Invalid($"answers[{i}].item", "unknown-item");
            if (item.Unit is null ? answer.Ok is null || answer.Value is not null : answer.Value is null || answer.Ok is not null)
                return Refusal.Invalid(item.Unit is null ? $"answers[{i}].ok" : $"answers[{i}].value", "required");
            if (item.Photo && answer.Photo is null) return Refusal.Invalid($"answers[{i}].photo", "required");
            if (answer.DueOn < facts.Day) return Refusal.Invalid($"answers[{i}].dueOn", "must-not-be-past");
            if (IsWrong(item, answer)) actions.Add(new(
                ask.Id, template.Id, item.Id, answer.Owner is { } owner ? Approver.ActorOf(owner) : ask.By.Actor, answer.DueOn ?? facts.Day.AddDays(template.ActionDays), RoundActionState.Open, answer.Note, null, null, null, default, 0));
        }
        return ask.Answers.Count < template.Items.Count
            ? Refusal.Invalid("answers", "must-answer-every-item")
            : new RoundMade(ask.Id, template.Id, facts.Policy.Version, facts.Day, ask.Answers, [.. actions], hash);
    }

    /// <summary>Guards in this order: form; the action; its state; another person confirms; the document.</summary>
    public static Decision<RoundEvent> Act(RoundBook book, MoveRoundAction ask, Refusal? against)
    {
        if (FormOf(ask) is { } malformed) return malformed;
        if (book.ActionOf(ask.Round, ask.Item) is not { } action) return new Refusal(RefusalKind.UnknownRoundAction);
        if (IsDone(action, ask)) return Decision<RoundEvent>.AlreadyDone;
        if (!RoundLife.Table.Allows(action.State, RoundLife.VerbOf(ask.Move))) return Refusal.NotIn(action.State == RoundActionState.Open ? "open" : action.State == RoundActionState.Done ? "done" : "closed");
        if (ask.Move == RoundMove.Confirm && action.DoneBy == ask.By.Actor) return new Refusal(RefusalKind.ApproverIsAuthor);
        if (against is not null) return against;
        var told = action with { Note = ask.Note ?? action.Note, Document = ask.Document ?? action.Document };
        return new RoundActionMoved(ask.Move, ask.Move switch
        {
            RoundMove.Assign => told with { Owner = ask.Owner is { } owner ? Approver.ActorOf(owner) : told.Owner, DueOn = ask.DueOn ?? told.DueOn },
            RoundMove.Finish => told with { State = RoundActionState.Done, DoneBy = ask.By.Actor },
            RoundMove.Confirm => told with { State = RoundActionState.Closed, ConfirmedBy = ask.By.Actor },
            _ => told with { State = RoundActionState.Open, DoneBy = null },
        });
    }

    /// <summary>The day by which a template is to be answered next in a store; null where no schedule counts on that day.</summary>
    public static DateOnly? DueOn(RoundPolicy policy, string template, string store, DateOnly? last, DateOnly today) =>
        policy.Schedules.Where(one => one.Template == template && (one.Store ?? store) == store && DatedRows.Counts(today, one.ValidFrom, one.ValidThrough))
            .OrderBy(one => one.Store is null).ThenByDescending(one => one.ValidFrom).FirstOrDefault() is not { } schedule ? null
        : last is { } day && day.AddDays(schedule.EveryDays) > schedule.ValidFrom ? day.AddDays(schedule.EveryDays)
        : schedule.ValidFrom.AddDays(schedule.EveryDays - 1);

    private static bool IsWrong(RoundItem item, RoundAnswer answer) => answer.Ok == false || answer.Value < item.Least || answer.Value > item.Most;

    private static bool IsDone(RoundAction action, MoveRoundAction ask) => ask.Move switch
    {
        RoundMove.Finish => action.State == RoundActionState.Done && action.DoneBy == ask.By.Actor && action.Note == ask.Note,
        RoundMove.Confirm => action.State == RoundActionState.Closed && action.ConfirmedBy == ask.By.Actor,
        _ => false,
    };

    private static Refusal? FormOf(MakeRound ask)
    {
        if (Form.First(Limits.IsId(ask.Id) ? null : Refusal.Invalid("id", "must-be-an-id"), Code(ask.Template, "template"),
            ask.Answers.Count is < 1 or > RoundForm.MaxItems ? Refusal.Invalid("answers", "must-be-1-to-100") : null,
            ask.Answers.DistinctBy(one => one.Item).Count() != ask.Answers.Count ? Refusal.Invalid("answers", "must-be-unique") : null) is { } malformed) return malformed;
        for (var i = 0; i < ask.Answers.Count; i++)
        {
            var (one, of) = (ask.Answers[i], $"answers[{i}].");
            if (Form.First(
                Code(one.Item, $"{of}item"), one.Photo is null ? null : Code(one.Photo, $"{of}photo"), one.Owner is null ? null : Code(one.Owner, $"{of}owner"), one.Note is null ? null : Form.Needed(one.Note, $"{of}note"),
                one.Value is { } value && RoundForm.ValueRule(value) is { } rule ? Refusal.Invalid($"{of}value", rule) : null) is { } bad) return bad;
        }
        return null;
    }

    private static Refusal? FormOf(MoveRoundAction ask) => Form.First(
        Form.Known(ask.Move, "move"), ask.Owner is null ? null : Code(ask.Owner, "owner"), ask.Note is null ? null : Form.Needed(ask.Note, "note"), ask.Document is null ? null : Code(ask.Document, "document"),
        ask.Move == RoundMove.Assign && ask.Owner is null && ask.DueOn is null ? Refusal.Invalid("owner", "required") : null,
        ask.Move is RoundMove.Finish or RoundMove.SendBack && ask.Note is null ? Refusal.Invalid("note", "required") : null);

    private static Refusal? Code(string? text, string field) => Limits.IsId(text) ? null : Refusal.Invalid(field, "must-be-an-id");

    private static string HashOf(MakeRound ask) => BodyHash.Of([ask.Template, .. ask.Answers.SelectMany(one => new object?[] { one.Item, one.Ok, one.Value, one.Photo, one.Note, one.Owner, one.DueOn })]);
}
