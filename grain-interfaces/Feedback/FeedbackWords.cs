namespace BeautyGrains.Contracts;

/// <summary>What somebody tells.</summary>
[GenerateSerializer, Alias("bg.FeedbackSort")]
public enum FeedbackSort
{
    /// <summary>Somebody is not content; nobody was harmed.</summary>
    Complaint,
    /// <summary>Somebody was harmed, or might have been: an adverse reaction to a cosmetic or drug, an adverse event with a device.</summary>
    AdverseReaction,
}

/// <summary>How bad an adverse reaction is.</summary>
[GenerateSerializer, Alias("bg.FeedbackSeverity")]
public enum FeedbackSeverity
{
    /// <summary>It passes by itself.</summary>
    Mild,
    /// <summary>It needs treatment, and leaves nothing behind.</summary>
    Moderate,
    /// <summary>A stay in hospital, lasting harm or danger to life; also a reaction that the leaflet of a drug does not name.</summary>
    Severe,
    /// <summary>Somebody died.</summary>
    Death,
}

/// <summary>The step in which the fault arose, as far as it is known.</summary>
[GenerateSerializer, Alias("bg.FeedbackStep")]
public enum FeedbackStep
{
    /// <summary>Nobody knows yet.</summary>
    Unknown,
    /// <summary>Goods receipt.</summary>
    Receiving,
    /// <summary>Storage in the store or warehouse.</summary>
    Storage,
    /// <summary>Between stores, or to the client.</summary>
    Transport,
    /// <summary>Opening, mixing, repacking.</summary>
    Preparation,
    /// <summary>The treatment itself.</summary>
    Treatment,
    /// <summary>What was done or advised after it.</summary>
    AfterCare,
    /// <summary>The product as it was made.</summary>
    Product,
    /// <summary>What the client was told before.</summary>
    Advice,
}

/// <summary>The life of a case of feedback. Which verbs lead from one state to another stands in the table of its life.</summary>
[GenerateSerializer, Alias("bg.FeedbackState")]
public enum FeedbackState
{
    /// <summary>Taken down; nobody looks into it yet.</summary>
    Received,
    /// <summary>Somebody looks into it.</summary>
    Investigating,
    /// <summary>The authority was told; it is looked into further.</summary>
    Reported,
    /// <summary>It was so.</summary>
    Confirmed,
    /// <summary>It was not so, or had nothing to do with goods or treatment.</summary>
    Rejected,
    /// <summary>Over, with findings and an action.</summary>
    Closed,
}

/// <summary>What may be done with a case.</summary>
[GenerateSerializer, Alias("bg.FeedbackMove")]
public enum FeedbackMove
{
    /// <summary>Somebody looks into it.</summary>
    Investigate,
    /// <summary>The authority was told.</summary>
    Report,
    /// <summary>It was so.</summary>
    Confirm,
    /// <summary>It was not.</summary>
    Reject,
    /// <summary>It is over.</summary>
    Close,
    /// <summary>It is not.</summary>
    Reopen,
}
