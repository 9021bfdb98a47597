using BeautyGrains.ReadModels;

namespace BeautyGrains.Api.Lists;

/// <summary>How far a list had followed the journal.</summary>
/// <param name="Position">Of the last journal entry that is in it, as in the ids of live events; "0-0" before the first.</param>
/// <param name="At">Time of that entry; absent before the first.</param>
internal sealed record AsOfJson(string Position, DateTimeOffset? At)
{
    public static AsOfJson Of(AsOf asOf) => new(asOf.Position.ToString(), asOf.Position.Number == 0 ? null : asOf.At);
}
