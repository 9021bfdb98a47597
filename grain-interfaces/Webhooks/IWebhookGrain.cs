namespace BeautyGrains.Contracts;

/// <summary>One endpoint with the messages that it has still to get. Key: the endpoint's id.</summary>
[Alias("bg.IWebhookGrain")]
public interface IWebhookGrain : IGrainWithStringKey
{
    /// <summary>Creates or replaces the endpoint. The same content again changes nothing.</summary>
    [Alias("Put")]
    Task<Answer<WebhookView>> Put(PutWebhook ask);

    /// <summary>Forgets the endpoint.</summary>
    [Alias("Remove")]
    Task<Answer<WebhookView>> Remove(RemoveWebhook ask);

    /// <summary>Takes a change of an alert; kept durably if the route wants it. A repeat changes nothing.</summary>
    [Alias("Offer")]
    Task Offer(OfferNotice ask);

    /// <summary>Looks whether alerts are due to be escalated, or a digest to be made.</summary>
    [Alias("OfferOpen")]
    Task OfferOpen(OfferOpen ask);

    /// <summary>Sends a message of its own to try the endpoint.</summary>
    /// <param name="id">Made by the caller; the same once more sends no second message.</param>
    [Alias("Test")]
    Task<Answer<WebhookView>> Test(string id, Caller by);

    /// <summary>Sends dead messages again, with the same ids.</summary>
    [Alias("Replay")]
    Task<Answer<WebhookView>> Replay(ReplayWebhook ask);

    /// <summary>The endpoint; refused with UnknownWebhook when there is none.</summary>
    [ReadOnly, Alias("Get")]
    Task<Answer<WebhookView>> Get();

    /// <summary>Messages not delivered, oldest first, at most 500 of each state.</summary>
    [ReadOnly, Alias("GetMessages")]
    Task<ImmutableArray<WebhookMessageView>> GetMessages();

    /// <summary>Goes on sending; called by the sweep. Does not wait for what is sent.</summary>
    [Alias("Drive")]
    Task Drive();
}
