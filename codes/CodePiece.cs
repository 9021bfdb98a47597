namespace BeautyGrains.Codes;

/// <summary>A piece of a code, cleaned, that knows where each of its characters stood in what was scanned.</summary>
/// <param name="Text">Cleaned.</param>
/// <param name="Places">Of each character, and one more: of the end.</param>
internal sealed record CodePiece(string Text, int[] Places)
{
    public int Length => Text.Length;

    /// <summary>Where a character stood; the end for what lies behind the last.</summary>
    public int At(int index) => Places[Math.Min(index, Text.Length)];

    public CodePiece Slice(int start) => Slice(start, Length - start);

    public CodePiece Slice(int start, int length) => new(Text.Substring(start, length), Places[start..(start + length + 1)]);

    /// <summary>Without some characters.</summary>
    public CodePiece Without(Func<char, bool> unwanted)
    {
        if (!Text.Any(unwanted)) return this;
        var (text, places) = (new List<char>(Length), new List<int>(Length + 1));
        for (var i = 0; i < Length; i++)
        {
            if (unwanted(Text[i])) continue;
            text.Add(Text[i]);
            places.Add(Places[i]);
        }
        places.Add(Places[^1]);
        return new(new([.. text]), [.. places]);
    }

    /// <summary>With percent escapes read as UTF-8; null with where the first broken one stands.</summary>
    public (CodePiece? Piece, int BrokenAt) Unescaped()
    {
        if (!Text.Contains('%', StringComparison.Ordinal)) return (this, 0);
        var (text, places) = (new List<char>(Length), new List<int>(Length + 1));
        for (var i = 0; i < Length; i++)
        {
            var place = Places[i];
            var c = Text[i];
            if (c == '%')
            {
                // What GS1 values may hold is ASCII, so an escape of more than one byte belongs into none.
                if (i + 2 >= Length || !char.IsAsciiHexDigit(Text[i + 1]) || !char.IsAsciiHexDigit(Text[i + 2])) return (null, place);
                c = (char)((Convert.ToInt32(Text[i + 1].ToString(), 16) * 16) + Convert.ToInt32(Text[i + 2].ToString(), 16));
                i += 2;
            }
            text.Add(c);
            places.Add(place);
        }
        places.Add(Places[^1]);
        return (new(new([.. text]), [.. places]), 0);
    }
}
