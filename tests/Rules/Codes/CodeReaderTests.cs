using System.Globalization;
using BeautyGrains.Codes;
using BeautyGrains.Codes.Gs1;

namespace BeautyGrains.Rules.Tests;

public sealed class CodeReaderTests
{
    private static readonly DateOnly s_today = new(2026, 6, 1);

    public static TheoryData<string> GoodCodes => [.. CodeExamples.Good.Select(one => one.Raw)];

    public static TheoryData<string> BadCodes => [.. CodeExamples.Bad.Select(one => one.Raw)];

    [Theory, MemberData(nameof(GoodCodes))]
    public void A_code_says_what_it_says_and_what_was_put_up_with_is_told(string raw)
    {
        var (_, form, says) = CodeExamples.Good.Single(one => one.Raw == raw);
        var code = CodeReader.Read(raw, s_today);
        code.Raw.ShouldBe(raw);
        code.Faults.ShouldBeEmpty();
        code.Form.ShouldBe(form);
        var told = string.Join(',', code.Elements.Select(element => $"{element.Ai}={element.Value}")) + string.Concat(code.Notes.Select(note => "~" + note));
        told.ShouldBe(says);
        // Every value stands where it is said to stand, unless it was escaped, padded or full-width.
        foreach (var element in code.Elements.Where(_ => form is CodeForm.ElementString)) raw.AsSpan(element.At).StartsWith(element.Value).ShouldBeTrue(element.Ai);
    }

    [Theory, MemberData(nameof(BadCodes))]
    public void A_fault_is_told_with_its_rule_and_place(string raw)
    {
        var code = CodeReader.Read(raw, s_today);
        code.IsGood.ShouldBeFalse();
        code.Faults[0].ToString().ShouldBe(CodeExamples.Bad.Single(one => one.Raw == raw).Fault);
    }

    [Fact]
    public void There_are_enough_examples() => (CodeExamples.Good.Count + CodeExamples.Bad.Count).ShouldBeGreaterThan(80);

    [Theory]
    [InlineData("+A99912345/$$52001510X3", CodeIssuer.Hibcc)]
    [InlineData("=/A9999XYZ100T0944=,000025=A99971312345600", CodeIssuer.Iccbba)]
    [InlineData("MA.156.M0.100133.10000124.C.L20260101", CodeIssuer.Ma)]
    [InlineData("AHM1234567", CodeIssuer.Ahm)]
    [InlineData("]C081234560000000000012", CodeIssuer.Ahm)]
    [InlineData("SERUM-30", CodeIssuer.Unknown)]
    [InlineData("[)>\u001e06\u001d9N111\u001d1T22\u001e\u0004", CodeIssuer.Unknown)]
    public void A_code_of_others_is_kept_whole_with_whose_it_is(string raw, CodeIssuer issuer)
    {
        var code = CodeReader.Read(raw, s_today);
        code.Form.ShouldBe(CodeForm.Opaque);
        code.Issuer.ShouldBe(issuer);
        code.Raw.ShouldBe(raw);
        raw.ShouldContain(code.Identifier!);
        code.IsGood.ShouldBeTrue();
    }

    [Theory]
    [InlineData(2026, 26, 2026)]
    [InlineData(2026, 76, 2076)]
    [InlineData(2026, 77, 1977)]
    [InlineData(2026, 0, 2000)]
    [InlineData(2026, 99, 1999)]
    [InlineData(2049, 99, 2099)]
    [InlineData(2048, 99, 1999)]
    [InlineData(2050, 0, 2100)]
    [InlineData(2049, 0, 2000)]
    [InlineData(2096, 46, 2146)]
    [InlineData(2096, 47, 2047)]
    public void Two_digits_mean_the_year_from_49_before_to_50_after(int now, int digits, int year) => Gs1Dates.YearOf(digits, now).ShouldBe(year);

    [Fact]
    public void Of_every_year_the_window_is_the_same()
    {
        for (var now = 1_990; now < 2_150; now++)
            for (var digits = 0; digits < 100; digits++)
            {
                var year = Gs1Dates.YearOf(digits, now);
                (year % 100).ShouldBe(digits);
                year.ShouldBeInRange(now - 49, now + 50);
            }
    }

    [Theory]
    [InlineData("17280200", "2028-02-29", true)]
    [InlineData("17270200", "2027-02-28", true)]
    [InlineData("17271231", "2027-12-31", false)]
    [InlineData("15261100", "2026-11-30", true)]
    [InlineData("70032712311430", "2027-12-31", false)]
    public void Day_00_is_the_last_of_its_month_and_is_told_as_a_month(string element, string day, bool isMonth)
    {
        var expiry = CodeReader.Read("]d2" + element, s_today).Expiry!.Value;
        expiry.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(day);
        expiry.IsMonth.ShouldBe(isMonth);
        if (element.StartsWith("7003", StringComparison.Ordinal)) expiry.Time.ShouldBe(new TimeOnly(14, 30));
    }

    [Theory]
    [InlineData("3103001250", "3103", "1.25")]
    [InlineData("3100001250", "3100", "1250")]
    [InlineData("3923015699", "3923", "15.699")]
    [InlineData("391215615699", "3912", "156.99")]
    [InlineData("3012", "30", "12")]
    public void A_measure_has_the_decimals_of_its_identifier(string element, string ai, string number) =>
        CodeReader.Read("]C1" + element, s_today).Find(ai)!.Number.ShouldBe(decimal.Parse(number, CultureInfo.InvariantCulture));

    [Fact]
    public void Check_digits_are_those_of_the_contracts()
    {
        foreach (var length in new[] { 8, 12, 13, 14 })
            for (var i = 0; i < 2_000; i++)
            {
                var text = (i * 7_919L * 104_729).ToString("D14", CultureInfo.InvariantCulture)[^length..];
                CheckDigits.IsRight(text).ShouldBe(SkuRecordRules.IsGtin(text));
            }
    }

    [Fact]
    public void No_identifier_is_the_beginning_of_another_and_predefined_lengths_are_those_of_their_parts()
    {
        Identifiers.All.Count.ShouldBeGreaterThan(480);
        foreach (var one in Identifiers.All)
        {
            Identifiers.All.Where(other => other != one && other.Ai.StartsWith(one.Ai, StringComparison.Ordinal)).ShouldBeEmpty(one.Ai);
            if (Identifiers.PredefinedLength(one.Ai) is not { } length) continue;
            (one.Shortest, one.Longest).ShouldBe((length - one.Ai.Length, length - one.Ai.Length), one.Ai);
        }
    }
}
