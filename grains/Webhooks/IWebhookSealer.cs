namespace BeautyGrains.Grains;

/// <summary>Keeps addresses and secrets of endpoints unreadable in the journal and its backups. The same text sealed again is the same.</summary>
public interface IWebhookSealer
{
    /// <summary>Seals a text.</summary>
    /// <param name="endpoint">Whose it is; sealed for one it cannot be opened as another's.</param>
    string Seal(string endpoint, string text);

    /// <summary>The text; null when it was sealed with another key, or for another endpoint.</summary>
    string? Open(string endpoint, string @sealed);
}
