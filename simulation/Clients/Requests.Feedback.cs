using BeautyGrains.Contracts;
using BeautyGrains.Grains;

namespace BeautyGrains.Simulation;

/// <summary>Complaints and adverse reactions, and what is done with them.</summary>
internal sealed partial class Requests
{
    private static readonly Approver s_physician = Person("physician", ApprovalKind.FeedbackClosure);

    public static string FeedbackId(int step) => $"fb{step}";

    private Command<FeedbackView>? Feedback(Step step) => step.Kind switch
    {
        StepKind.Complain => Complain(step),
        StepKind.MoveFeedback => OnFeedback(step),
        _ => null,
    };

    /// <summary>Of every severity; of a lot, of some that were found, or of a service alone.</summary>
    private Command<FeedbackView> Complain(Step step)
    {
        var (severity, sku) = (step.A < 3 ? null : (FeedbackSeverity?)((step.A - 3) % 4), step.B % 4 == 0 ? null : Sku(step.Sku));
        var tie = new FeedbackTie($"c{step.A}", sku, sku is not null && step.B % 4 == 1 ? LotNo(step.A) : null, null, null, null, null, "treatment");
        var ask = new PutFeedback(
            Store(step.Store), severity is null ? FeedbackSort.Complaint : FeedbackSort.AdverseReaction, severity, step.B > 90, (FeedbackStep)(step.B % 9), tie, "It itches.", null, null, null, [],
            tie.LotNo is null && step.B % 4 == 2 ? [new(Sku(step.Sku), LotNo(step.A), false), new(Sku(step.Sku + 1), LotNo(step.A), false)] : [], By(step));
        return OfFeedback(step, FeedbackId(step.Id), it => it.Put(ask));
    }

    private static Command<FeedbackView> OnFeedback(Step step) => OfFeedback(step, FeedbackId(step.Ref), it => step.A switch
    {
        0 => it.Move(AskOf(step, FeedbackMove.Investigate)),
        1 or 2 => it.Move(AskOf(step, FeedbackMove.Report)),
        3 or 4 => it.Move(AskOf(step, FeedbackMove.Confirm)),
        5 => it.Move(AskOf(step, FeedbackMove.Reject)),
        6 or 7 => it.Move(AskOf(step, FeedbackMove.Close)),
        8 => it.Move(AskOf(step, FeedbackMove.Reopen)),
        _ => it.Amend(new((FeedbackSeverity)(step.B % 4), step.B > 90, FeedbackStep.Storage, null, null, [], "Known better.", By(step))),
    });

    // One in four has nobody at hand for the second look.
    private static MoveFeedback AskOf(Step step, FeedbackMove move) =>
        new(move, $"Said in {step.Id}.", move == FeedbackMove.Report ? $"n{step.Id}" : null, null, step.B % 4 == 0 ? null : s_physician, true, By(step));

    private static Command<FeedbackView> OfFeedback(Step step, string id, Func<IFeedbackGrain, Task<Answer<FeedbackView>>> send) => new(
        step, FeedbackKind.Instance.Stream(id), null, grains => send(grains.GetGrain<IFeedbackGrain>(id)), Show.Feedback,
        (watch, told) => watch.Feedback.Cases.At(id, told.Value!.Version) is { } then ? Show.Feedback(FeedbackCase.ViewOf(id, then)) : null, repeats: false);
}
