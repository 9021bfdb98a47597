namespace BeautyGrains.Silo;

/// <summary>Where the administrator's secret lies; known once the server has started.</summary>
internal sealed class Administrator
{
    /// <summary>Full path; null when the secret comes from settings or its file has been taken away.</summary>
    public string? KeyFile { get; set; }
}
