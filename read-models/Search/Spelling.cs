namespace BeautyGrains.ReadModels.Search;

/// <summary>How far two words are apart.</summary>
internal static class Spelling
{
    /// <summary>Slips that a word of that length is forgiven.</summary>
    public static int Forgiven(int length) => length < 8 ? 1 : 2;

    /// <summary>
    /// Letters put in, left out, swapped with their neighbour or mistaken, at the least (Damerau 1964, in the restricted form: no piece is edited
    /// twice); more than <paramref name="most"/> when it is more than that.
    /// </summary>
    public static int Distance(string left, string right, int most)
    {
        if (Math.Abs(left.Length - right.Length) > most) return most + 1;
        var (before, last, now) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = left[i - 1] == right[j - 1] ? 0 : 1;
                var cost = Math.Min(Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + same);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) cost = Math.Min(cost, before[j - 2] + 1);
                now[j] = cost;
                least = Math.Min(least, cost);
            }
            if (least > most) return most + 1;
            (before, last, now) = (last, now, before);
        }
        return last[right.Length];
    }
}
