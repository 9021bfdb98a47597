namespace BeautyGrains.Journal.Sqlite;

/// <summary>A position as the file has it: one number, in the order of positions.</summary>
internal static class Place
{
    private const int Bits = 48;

    public static long Of(JournalPosition position) => ((long)position.Partition << Bits) | position.Number;

    public static JournalPosition Position(long place) => new((int)(place >> Bits), place & ((1L << Bits) - 1));
}
