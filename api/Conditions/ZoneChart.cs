using System.Globalization;
using System.Text;
using System.Xml;
using BeautyGrains.Api.Http;
using BeautyGrains.Grains;
using NodaTime;

namespace BeautyGrains.Api.Conditions;

/// <summary>
/// Draws what the sensors of a zone have read: temperature over time by the store's clocks, the band that its goods need, and the excursions. Legible on light and
/// dark ground; nothing in it is run or fetched.
/// </summary>
/// <param name="view">The zone.</param>
/// <param name="bands">Of the classes that it holds, as they are now.</param>
internal sealed class ZoneChart(ZoneView view, IReadOnlyList<(StorageClass Storage, decimal? Min, decimal? Max)> bands, string timeZone, Language language)
{
    private const double Width = 960, Height = 420, Left = 56, Right = 24, Top = 84, Bottom = 46;
    private const decimal Room = 1.5m;

    private const string Style = """
        :root{color-scheme:light dark;--ground:#fbfaf8;--ink:#22201d;--soft:#6b665f;--line:#d8d2c8;--band:#d8efe4;--bad:#c2334d;--s0:#2f6f9f;--s1:#9a5b35;--s2:#7a5c9e;--s3:#2f7d6b}
        @media(prefers-color-scheme:dark){:root{--ground:#1b1a18;--ink:#f1eee9;--soft:#aaa39a;--line:#45403a;--band:#1f3a30;--bad:#ff7d92;--s0:#79b8e8;--s1:#dc9b72;--s2:#b79be0;--s3:#6cc7b1}}
        svg{font-family:system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;background:var(--ground)}
        .ground{fill:var(--ground)}text{fill:var(--ink);font-size:12px}.head{font-size:18px;font-weight:600}.soft{fill:var(--soft)}.mid{text-anchor:middle}.end{text-anchor:end}
        .band{fill:var(--band)}.out{fill:var(--bad);opacity:.14}.put-up-with{fill:var(--soft);opacity:.14}.grid{stroke:var(--line)}.way{fill:none;stroke-width:1.8;stroke-linejoin:round}
        .s0{stroke:var(--s0)}.s1{stroke:var(--s1)}.s2{stroke:var(--s2)}.s3{stroke:var(--s3)}
        """;

    /// <param name="readings">By sensor and time.</param>
    /// <param name="from">Where the chart begins; null for the first reading.</param>
    /// <param name="through">Where it ends; null for the last reading.</param>
    public string Draw(IReadOnlyList<SensorReading> readings, DateTimeOffset? from, DateTimeOffset? through)
    {
        var known = readings.Where(one => one.Celsius is not null).ToList();
        var text = new StringBuilder();
        using (var svg = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            Write(svg, ("viewBox", $"0 0 {N(Width)} {N(Height)}"), ("width", N(Width)), ("height", N(Height)), ("role", "img"));
            svg.WriteAttributeString("xml", "lang", null, Languages.Tag(language));
            var head = $"{(language == Language.Zh && view.Record.NameZh is { } zh ? zh : view.Record.Name)} · {view.Store}/{view.Zone}";
            svg.WriteElementString("title", head);
            svg.WriteElementString("style", Style);
            Shape(svg, "rect", "ground", ("width", N(Width)), ("height", N(Height)));
            Text(svg, 22, 32, "head", head);
            Text(svg, 22, 54, "soft", Note(known));
            if (known.Count > 0) Plot(svg, known, from ?? known.Min(one => one.At), through ?? known.Max(one => one.At));
            svg.WriteEndElement();
        }
        return text.ToString();
    }

    private string Note(List<SensorReading> known)
    {
        if (known.Count == 0) return Word("No temperatures were read in this time.", "此时段没有温度读数。");
        var ranges = bands.Select(band => $"{Band(band.Min, band.Max)}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Word("Band", "范围")} {string.Join(", ", ranges.Distinct())} · {Word("lowest", "最低")} {known.Min(one => one.Celsius):0.##} °C · {Word("highest", "最高")} {known.Max(one => one.Celsius):0.##} °C · {known.Count:N0} {Word("readings", "个读数")} · {timeZone}");
    }

    private static string Band(decimal? min, decimal? max) => string.Create(CultureInfo.InvariantCulture, $"{(min is null ? "≤" : $"{min:0.##}–")}{(max is null ? "" : $"{max:0.##}")} °C");

    private void Plot(XmlWriter svg, List<SensorReading> known, DateTimeOffset from, DateTimeOffset through)
    {
        if (through <= from) through = from.AddMinutes(1);
        var all = known.Select(one => one.Celsius!.Value).Concat(bands.SelectMany(band => new[] { band.Min, band.Max }).OfType<decimal>()).ToList();
        var (low, high) = (Math.Floor(all.Min() - Room), Math.Ceiling(all.Max() + Room));
        double X(DateTimeOffset at) => Left + (Math.Clamp((at - from) / (through - from), 0, 1) * (Width - Left - Right));
        double Y(decimal celsius) => Top + ((double)((high - celsius) / (high - low)) * (Height - Top - Bottom));

        foreach (var (_, min, max) in bands)
        {
            var (top, bottom) = (Y(max ?? high), Y(min ?? low));
            Shape(svg, "rect", "band", ("x", N(Left)), ("y", N(top)), ("width", N(Width - Left - Right)), ("height", N(bottom - top)));
        }
        foreach (var it in view.Excursions.Where(it => it.Kind is ExcursionKind.TooWarm or ExcursionKind.TooCold && it.Until >= from && it.From <= through))
        {
            svg.WriteStartElement("g");
            svg.WriteElementString("title", string.Create(CultureInfo.InvariantCulture, $"{Kind(it.Kind)} · {it.Sensor} · {it.Minutes} min · {it.Worst:0.##} °C"));
            Shape(svg, "rect", it.Verdict == ExcursionVerdict.Breach ? "out" : "put-up-with", ("x", N(X(it.From))), ("y", N(Top)), ("width", N(Math.Max(2, X(it.Until) - X(it.From)))), ("height", N(Height - Top - Bottom)));
            svg.WriteEndElement();
        }
        Grid(svg, low, high, Y);
        Times(svg, from, through, X);
        var sensors = known.GroupBy(one => one.Sensor, StringComparer.Ordinal).ToList();
        for (var i = 0; i < sensors.Count; i++) Sensor(svg, i, sensors[i].Key, [.. sensors[i]], X, Y);
    }

    private static void Grid(XmlWriter svg, decimal low, decimal high, Func<decimal, double> y)
    {
        var step = (high - low) switch { <= 12 => 1m, <= 30 => 2, <= 60 => 5, _ => 20 };
        for (var at = Math.Ceiling(low / step) * step; at <= high; at += step)
        {
            Shape(svg, "line", "grid", ("x1", N(Left)), ("x2", N(Width - Right)), ("y1", N(y(at))), ("y2", N(y(at))));
            Text(svg, Left - 8, y(at) + 4, "soft end", string.Create(CultureInfo.InvariantCulture, $"{at:0}°"));
        }
    }

    private void Times(XmlWriter svg, DateTimeOffset from, DateTimeOffset through, Func<DateTimeOffset, double> x)
    {
        const int Parts = 6;
        var zone = DateTimeZoneProviders.Tzdb[timeZone];
        var pattern = through - from > TimeSpan.FromHours(20) ? "MM-dd HH:mm" : "HH:mm";
        for (var part = 0; part <= Parts; part++)
        {
            var at = from + ((through - from) * part / Parts);
            var local = Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeUnspecified();
            Text(svg, x(at), Height - Bottom + 20, part == 0 ? "soft" : part == Parts ? "soft end" : "soft mid", local.ToString(pattern, CultureInfo.InvariantCulture));
        }
    }

    // A line breaks where nobody knows what was between two readings.
    private static void Sensor(XmlWriter svg, int number, string sensor, List<SensorReading> readings, Func<DateTimeOffset, double> x, Func<decimal, double> y)
    {
        var path = new StringBuilder();
        var gap = TimeSpan.FromTicks(Math.Max(TimeSpan.FromHours(2).Ticks, 4 * (readings[^1].At - readings[0].At).Ticks / Math.Max(1, readings.Count)));
        for (var i = 0; i < readings.Count; i++)
            path.Append(i == 0 || readings[i].At - readings[i - 1].At > gap ? 'M' : 'L').Append(N(x(readings[i].At))).Append(' ').Append(N(y(readings[i].Celsius!.Value)));
        // A single reading is a dot.
        if (readings.Count == 1) path.Append("h2");
        var look = FormattableString.Invariant($"s{number % 4}");
        Shape(svg, "path", $"way {look}", ("d", path.ToString()));
        var left = Left + (number * 130);
        if (left > Width - 150) return;
        Shape(svg, "path", $"way {look}", ("d", $"M{N(left)} 70h18"));
        Text(svg, left + 24, 74, "", sensor.Length > 14 ? sensor[..13] + "…" : sensor);
    }

    private string Kind(ExcursionKind kind) => kind == ExcursionKind.TooWarm ? Word("too warm", "温度过高") : Word("too cold", "温度过低");

    private string Word(string english, string chinese) => language == Language.Zh ? chinese : english;

    private static void Shape(XmlWriter svg, string element, string look, params ReadOnlySpan<(string, string)> attributes)
    {
        svg.WriteStartElement(element);
        Write(svg, attributes);
        svg.WriteAttributeString("class", look);
        svg.WriteEndElement();
    }

    private static void Text(XmlWriter svg, double x, double y, string look, string text)
    {
        svg.WriteStartElement("text");
        Write(svg, ("x", N(x)), ("y", N(y)));
        if (look.Length > 0) svg.WriteAttributeString("class", look);
        svg.WriteString(text);
        svg.WriteEndElement();
    }

    private static void Write(XmlWriter svg, params ReadOnlySpan<(string, string)> attributes)
    {
        foreach (var (name, value) in attributes) svg.WriteAttributeString(name, value);
    }

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
