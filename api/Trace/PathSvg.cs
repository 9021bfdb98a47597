using System.Globalization;
using System.Text;
using System.Xml;

namespace BeautyGrains.Api.Trace;

/// <summary>Draws a laid out graph: cards with text, curves between them. Legible on light and dark ground; nothing in it is run or fetched.</summary>
internal static class PathSvg
{
    private const double Top = 62;
    // Of the font's size, what a letter takes: enough for most; what is too long ends in an ellipsis.
    private const double Narrow = 0.56;
    private const double Wide = 1.0;

    private const string Style = """
        :root{color-scheme:light dark;--ground:#fbfaf8;--ink:#22201d;--soft:#6b665f;--line:#b9b2a8;--card:#ffffff;--supplier:#7a5c9e;--receipt:#2f7d6b;--stock:#2f6f9f;--repack:#a0702a;--opened:#9a5b35;--clients:#b0446a}
        @media(prefers-color-scheme:dark){:root{--ground:#1b1a18;--ink:#f1eee9;--soft:#aaa39a;--line:#5d574f;--card:#262421;--supplier:#b79be0;--receipt:#6cc7b1;--stock:#79b8e8;--repack:#e0b066;--opened:#dc9b72;--clients:#ee8bad}}
        svg{font-family:system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;background:var(--ground)}
        .ground{fill:var(--ground)}.card{fill:var(--card);stroke:var(--line)}.focus{stroke:var(--ink);stroke-width:2}
        text{fill:var(--ink);font-size:12px}.head{font-size:18px;font-weight:600}.note{fill:var(--soft);font-size:12px}.title{font-size:13px;font-weight:600}.line{fill:var(--soft)}
        .way{fill:none;stroke:var(--line);stroke-width:1.6}.label{font-size:11.5px;fill:var(--ink);paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round;text-anchor:middle}
        .supplier{fill:var(--supplier)}.receipt{fill:var(--receipt)}.stock{fill:var(--stock)}.repack{fill:var(--repack)}.opened{fill:var(--opened)}.clients{fill:var(--clients)}
        marker path{fill:var(--line)}
        """;

    /// <param name="head">What the picture is of.</param>
    /// <param name="note">Stands below it.</param>
    /// <param name="language">Of its texts, as a tag.</param>
    public static string Draw(PathGraph graph, string head, string note, string language)
    {
        var layout = PathLayout.Of(graph, Top);
        var text = new StringBuilder();
        using (var svg = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, Indent = false, ConformanceLevel = ConformanceLevel.Document, CheckCharacters = false }))
        {
            svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            svg.WriteAttributeString("viewBox", $"0 0 {N(layout.Width)} {N(layout.Height)}");
            svg.WriteAttributeString("width", N(layout.Width));
            svg.WriteAttributeString("height", N(layout.Height));
            svg.WriteAttributeString("role", "img");
            svg.WriteAttributeString("xml", "lang", null, language);
            svg.WriteElementString("title", Clean(head));
            svg.WriteElementString("desc", Clean(note));
            svg.WriteElementString("style", Style);
            svg.WriteRaw("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\"/></marker></defs>");
            Rect(svg, 0, 0, layout.Width, layout.Height, 0, "ground");
            Text(svg, 22, 32, "head", head);
            Text(svg, 22, 52, "note", note);
            foreach (var way in graph.Ways) Curve(svg, layout[way.From], layout[way.To]);
            foreach (var placed in layout.Cards) Draw(svg, placed);
            foreach (var way in graph.Ways) Label(svg, layout[way.From], layout[way.To], way.Label);
            svg.WriteEndElement();
        }
        return text.ToString();
    }

    private static void Draw(XmlWriter svg, PlacedCard it)
    {
        svg.WriteStartElement("g");
        // Whole, where the card shows its beginning.
        svg.WriteElementString("title", Clean(string.Join('\n', [it.Card.Title, .. it.Card.Lines])));
        Rect(svg, it.X, it.Y, PathLayout.CardWidth, it.Height, 8, it.Card.IsFocus ? "card focus" : "card");
        Rect(svg, it.X, it.Y + 8, 4, it.Height - 16, 2, it.Card.Kind.ToString().ToLowerInvariant());
        Text(svg, it.X + 16, it.Y + 22, "title", Fit(it.Card.Title, PathLayout.CardWidth - 28, 13));
        for (var i = 0; i < it.Card.Lines.Count; i++) Text(svg, it.X + 16, it.Y + 41 + i * PathLayout.LineHeight, "line", Fit(it.Card.Lines[i], PathLayout.CardWidth - 28, 12));
        svg.WriteEndElement();
    }

    private static void Curve(XmlWriter svg, PlacedCard from, PlacedCard to)
    {
        var (x1, x2) = (from.X + PathLayout.CardWidth, to.X);
        svg.WriteStartElement("path");
        svg.WriteAttributeString("class", "way");
        svg.WriteAttributeString("marker-end", "url(#tip)");
        if (x2 > x1)
        {
            var bend = Math.Max(36, (x2 - x1) / 2);
            svg.WriteAttributeString("d", $"M{N(x1)} {N(from.Middle)}C{N(x1 + bend)} {N(from.Middle)} {N(x2 - bend)} {N(to.Middle)} {N(x2)} {N(to.Middle)}");
        }
        else
        {
            // Back, or within a column: round the right side.
            var bend = x1 + 60;
            svg.WriteAttributeString("d", $"M{N(x1)} {N(from.Middle)}C{N(bend)} {N(from.Middle)} {N(to.X + PathLayout.CardWidth + 60)} {N(to.Middle)} {N(to.X + PathLayout.CardWidth)} {N(to.Middle)}");
        }
        svg.WriteEndElement();
    }

    private static void Label(XmlWriter svg, PlacedCard from, PlacedCard to, string label)
    {
        if (label.Length == 0) return;
        // Beside where it arrives, since many ways leave from one place.
        var x = to.X > from.X ? to.X - 40 : from.X + PathLayout.CardWidth + 40;
        Text(svg, x, to.Middle - 6, "label", Fit(label, 84, 11.5));
    }

    private static void Rect(XmlWriter svg, double x, double y, double width, double height, double round, string look)
    {
        svg.WriteStartElement("rect");
        foreach (var (name, value) in ((string, double)[])[("x", x), ("y", y), ("width", width), ("height", height), ("rx", round)]) svg.WriteAttributeString(name, N(value));
        svg.WriteAttributeString("class", look);
        svg.WriteEndElement();
    }

    private static void Text(XmlWriter svg, double x, double y, string look, string text)
    {
        svg.WriteStartElement("text");
        svg.WriteAttributeString("x", N(x));
        svg.WriteAttributeString("y", N(y));
        svg.WriteAttributeString("class", look);
        svg.WriteString(Clean(text));
        svg.WriteEndElement();
    }

    private static string Fit(string text, double width, double size)
    {
        var used = 0.0;
        foreach (var rune in text.EnumerateRunes()) used += WidthOf(rune) * size;
        if (used <= width) return text;
        var fitted = new StringBuilder();
        used = Wide * size;
        foreach (var rune in text.EnumerateRunes())
        {
            used += WidthOf(rune) * size;
            if (used > width) break;
            fitted.Append(rune.ToString());
        }
        return fitted.Append('…').ToString();
    }

    // Signs of Chinese and its punctuation are as wide as they are high.
    private static double WidthOf(Rune rune) => rune.Value >= 0x2E80 ? Wide : Narrow;

    // What XML cannot hold: control characters, and halves of pairs, which the enumeration of runes replaces.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value < 0x20 && rune.Value is not ('\n' or '\t') || rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }

    private static string N(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);
}
