using System.Text.Encodings.Web;
using System.Text.Json;

namespace BeautyGrains.Rules.Tests;

/// <summary>Pins are written by hand, as the serializer itself would have written them.</summary>
public sealed class LotQuantitiesJsonTests
{
    private static readonly JsonSerializerOptions s_plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_own = new(s_plain) { Converters = { new LotQuantitiesJson() } };

    [Fact]
    public void They_are_written_and_read_as_the_serializer_would()
    {
        ImmutableArray<LotQuantity>[] all = [[], [new("L1", 2m)], [new("批次-1", 1.50m), new("A\"B", 0.001m), new("L~20270531", 1_000_000_000m)]];
        foreach (var pins in all)
        {
            var written = JsonSerializer.Serialize(pins, s_own);
            written.ShouldBe(JsonSerializer.Serialize(pins, s_plain));
            JsonSerializer.Deserialize<ImmutableArray<LotQuantity>>(written, s_own).ShouldBe(pins);
        }
    }

    [Fact]
    public void Members_of_a_later_version_are_passed_over()
    {
        var read = JsonSerializer.Deserialize<ImmutableArray<LotQuantity>>("""[{"bins":[{"lot":"no"}],"quantity":1.5,"lot":"L1","more":null},{"lot":"L2","quantity":2}]""", s_own);
        read.ShouldBe([new("L1", 1.5m), new("L2", 2m)]);
    }

    [Theory]
    [InlineData("""{"lot":"L1","quantity":1}""")]
    [InlineData("""["L1"]""")]
    [InlineData("""[{"lot":null,"quantity":1}]""")]
    [InlineData("null")]
    public void What_is_no_list_of_pins_is_told(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<ImmutableArray<LotQuantity>>(json, s_own));
}
