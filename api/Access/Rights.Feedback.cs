namespace BeautyGrains.Api.Access;

internal static partial class Rights
{
    // What harmed somebody is for those who serve, and for those who look after goods.
    private static Dictionary<string, Right> Feedback()
    {
        var tells = new Right(Who.Floor | Who.Goods | Who.Office);
        var reads = new Right(Who.Floor | Who.Goods | Who.RegionalManager | Who.Operations | Who.Auditor);
        var decides = new Right(Who.Quality | Who.StoreManager | Who.RegionalManager | Who.Operations);
        return new()
        {
            ["PutFeedback"] = tells,
            ["GetFeedback"] = reads,
            ["ListFeedback"] = reads,
            ["ListFeedbackLots"] = reads,
            ["AmendFeedback"] = decides,
            ["InvestigateFeedback"] = decides,
            ["ReportFeedback"] = decides,
            ["ConfirmFeedback"] = decides,
            ["RejectFeedback"] = decides,
            ["CloseFeedback"] = decides,
            ["ReopenFeedback"] = decides,
            ["QuarantineFeedbackLot"] = new(Who.Quality),
            ["PutFeedbackPolicy"] = new(Who.Quality | Who.Operations, WholeChain: true),
            ["GetFeedbackPolicy"] = s_everyone,
        };
    }
}
