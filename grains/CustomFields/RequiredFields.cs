namespace BeautyGrains.Grains;

/// <summary>What a document must have before it goes on: the chain's own fields that are required on the day.</summary>
internal static class RequiredFields
{
    /// <summary>Why a document cannot go on; null where it has everything.</summary>
    public static async Task<Refusal?> Missing(IGrainFactory grains, FieldTarget target, string id) =>
        (await grains.GetGrain<ICustomValuesGrain>(new CustomValuesKey(target, id).ToString()).Get()).Missing is { Count: > 0 } missing
            ? new(RefusalKind.FieldsMissing, Rule: string.Join(',', missing)) : null;
}
