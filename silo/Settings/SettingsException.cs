namespace BeautyGrains.Silo.Settings;

/// <summary>The settings cannot be used. Carries every fault found, so that one look mends them all.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception("The settings have faults:" + string.Concat(faults.Select(fault => Environment.NewLine + "  " + fault)))
{
    /// <summary>One sentence per fault.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
