using System.Globalization;
using System.Text;
using BeautyGrains.Codes;
using BeautyGrains.Codes.Gs1;

namespace BeautyGrains.Rules.Tests;

/// <summary>Codes made from random elements come back from every form; broken ones are never anything but told.</summary>
public sealed class CodeWalkTests
{
    private const string Set82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    private static readonly DateOnly s_today = new(2026, 6, 1);

    [Fact]
    public void What_is_written_in_any_form_and_order_is_read_again()
    {
        int bracketed = 0, addresses = 0, strings = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var elements = Elements(random);
            var shuffled = elements.OrderBy(_ => random.Next()).ToList();
            Same(CodeReader.Read(ElementString("]d2", shuffled), s_today), shuffled, CodeForm.ElementString, seed);
            strings++;
            // An AI in brackets within a value cannot be told from one of its own.
            if (!elements.Exists(one => one.Value.Contains('(', StringComparison.Ordinal)))
            {
                Same(CodeReader.Read(string.Concat(shuffled.Select(one => $"({one.Ai}){one.Value}")), s_today), shuffled, CodeForm.Bracketed, seed);
                bracketed++;
            }
            if (elements[0].Ai != "01") continue;
            Same(CodeReader.Read(Address(elements), s_today), elements, CodeForm.DigitalLink, seed);
            addresses++;
        }
        strings.ShouldBe(3_000);
        bracketed.ShouldBeGreaterThan(500);
        addresses.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Whatever_is_scanned_is_answered_with_places_within_it_and_never_throws()
    {
        var forms = new HashSet<CodeForm>();
        var rules = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 60_000; seed++)
        {
            var random = new Random(seed);
            var raw = seed % 3 == 0 ? Noise(random) : Spoilt(random);
            // Clocks that stand outside too.
            var code = CodeReader.Read(raw, seed % 50 == 0 ? DateOnly.MinValue : seed % 50 == 1 ? DateOnly.MaxValue : s_today);
            forms.Add(code.Form);
            foreach (var finding in code.Faults.Concat(code.Notes))
            {
                rules.Add(finding.Rule);
                finding.At.ShouldBeInRange(0, raw.Length);
                finding.Rule.ShouldMatch("^[a-z0-9-]+$");
            }
            foreach (var element in code.Elements) element.At.ShouldBeInRange(0, raw.Length);
            (code.IsGood && code.Elements.IsEmpty && code.Identifier is null).ShouldBeFalse(raw);
        }
        forms.Count.ShouldBe(Enum.GetValues<CodeForm>().Length);
        rules.Count.ShouldBeGreaterThan(15);
        CodeReader.Read(null, s_today).IsGood.ShouldBeFalse();
        CodeReader.Read(new string('1', 100_000), s_today).Faults.Single().Rule.ShouldBe("at-most-1000-characters");
    }

    private static void Same(ScannedCode code, IEnumerable<(string Ai, string Value)> elements, CodeForm form, int seed)
    {
        code.Faults.ShouldBeEmpty($"seed {seed}: {code.Raw}");
        code.Form.ShouldBe(form, $"seed {seed}: {code.Raw}");
        code.Elements.Select(element => (element.Ai, element.Value)).ShouldBe(elements, $"seed {seed}: {code.Raw}");
    }

    private static List<(string Ai, string Value)> Elements(Random random)
    {
        var elements = new List<(string, string)>();
        if (random.Next(3) > 0) elements.Add(("01", Value(Identifiers.Find("01")!, random)));
        while (elements.Count < 1 + random.Next(6))
        {
            var one = Identifiers.All[random.Next(Identifiers.All.Count)];
            if (elements.All(other => other.Item1 != one.Ai)) elements.Add((one.Ai, Value(one, random)));
        }
        return elements;
    }

    private static string Value(Identifier identifier, Random random)
    {
        var text = new StringBuilder();
        foreach (var part in identifier.Parts)
        {
            var fixedLength = part.Charset == Charset.Digits && part.Meaning != Meaning.None;
            if (part.Shortest == 0 && random.Next(2) == 0) break;
            var length = fixedLength || part != identifier.Parts[^1] ? part.Longest : random.Next(Math.Max(1, part.Shortest), part.Longest + 1);
            text.Append(Text(part, length, random));
        }
        return text.ToString();
    }

    private static string Text(Part part, int length, Random random)
    {
        var day = new DateOnly(2026, 1, 1).AddDays(random.Next(9_000));
        var signs = part.Charset switch { Charset.Digits => "0123456789", Charset.Set39 => "0123456789ABCXYZ#-/", Charset.Set64 => "abcXYZ019-_=", _ => Set82 };
        var text = string.Concat(Enumerable.Range(0, length).Select(_ => signs[random.Next(signs.Length)]));
        return part.Meaning switch
        {
            Meaning.Checked => text[..^1] + CheckDigits.Of(text.AsSpan(0, text.Length - 1)),
            Meaning.Day => day.ToString("yyMMdd", CultureInfo.InvariantCulture),
            Meaning.DayOrMonth => random.Next(3) == 0 ? day.ToString("yyMM", CultureInfo.InvariantCulture) + "00" : day.ToString("yyMMdd", CultureInfo.InvariantCulture),
            Meaning.Time or Meaning.TimeOrNone => $"{random.Next(24):D2}{random.Next(60):D2}",
            _ => text,
        };
    }

    private static string ElementString(string symbology, List<(string Ai, string Value)> elements)
    {
        var text = new StringBuilder(symbology);
        for (var i = 0; i < elements.Count; i++)
        {
            text.Append(elements[i].Ai).Append(elements[i].Value);
            if (i < elements.Count - 1 && Identifiers.PredefinedLength(elements[i].Ai) is null) text.Append('\u001d');
        }
        return text.ToString();
    }

    private static string Address(List<(string Ai, string Value)> elements) =>
        $"https://example.com/some/01/{elements[0].Value}?{string.Join('&', elements.Skip(1).Select(one => $"{one.Ai}={Uri.EscapeDataString(one.Value)}").Append("linkType=all"))}";

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(8) switch
        {
            0 => (char)random.Next(0x20),
            1 => (char)random.Next(0xd800, 0xe000),
            2 => "()[]{}%/?&=.+]~"[random.Next(15)],
            3 => (char)random.Next(0xff00, 0xff60),
            _ => (char)random.Next('0', '9' + 1),
        }));

    private static string Spoilt(Random random)
    {
        var elements = Elements(random);
        var raw = random.Next(4) switch
        {
            0 => ElementString("]C1", elements),
            1 => ElementString("", elements),
            2 => string.Concat(elements.Select(one => $"({one.Ai}){one.Value}")),
            _ => elements[0].Ai == "01" ? Address(elements) : "https://example.com/01/" + elements[0].Value,
        };
        for (var i = random.Next(3); i >= 0 && raw.Length > 0; i--)
        {
            var at = random.Next(raw.Length);
            raw = random.Next(4) switch { 0 => raw[..at], 1 => raw.Remove(at, 1), 2 => raw.Insert(at, "%" + (char)random.Next(1, 0x2f)), _ => raw[..at] + (char)random.Next('0', 'z') + raw[(at + 1)..] };
        }
        return raw;
    }
}
