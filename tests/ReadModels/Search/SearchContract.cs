using BeautyGrains.Contracts;
using BeautyGrains.ReadModels.Search;

namespace BeautyGrains.ReadModels.Tests.Search;

/// <summary>What search promises, on whichever database.</summary>
public abstract class SearchContract : IAsyncLifetime
{
    private SearchBench _bench = null!;

    internal abstract Task<SearchBench> Open();

    public async Task InitializeAsync()
    {
        _bench = await Open();
        await _bench.Put(
        [
            ("SERUM-30", Product("Hyaluronic Serum 30 ml", "玻尿酸精华 30 ml", "SK-II", gtin: "6901234567892")),
            ("SERUM-300", Product("Hyaluronic Serum 300 ml", "玻尿酸保湿精华液", "SK-II")),
            ("CR-1", Product("Crème de la Mer", "海蓝之谜面霜", "LA MER", category: "Face Cream", packs: [new("box", 12, "4006381333931")])),
            ("CR-2", Product("Ice cream mask 100%", "冰淇淋面膜", "L'Oréal", category: "Mask", tags: ["night_care"])),
            ("X!1", Product("Sharp ＡＢＣ cleanser", "洁面ﾊﾞｰ", "圣·罗兰")),
            ("OLD", Product("Vitamin C powder", "维生素C粉", "Plain", active: false)),
        ]);
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData("serum-30", "SERUM-30 SERUM-300")] // The code itself, then what begins with it.
    [InlineData("serum", "SERUM-30 SERUM-300")]
    [InlineData("玻尿酸", "SERUM-30 SERUM-300")]
    [InlineData("精华", "SERUM-30 SERUM-300")] // Two characters, in the middle of a name.
    [InlineData("精华液", "SERUM-300")]
    [InlineData("霜", "CR-1")] // One character.
    [InlineData("creme", "CR-1")]
    [InlineData("CRÈME", "CR-1")]
    [InlineData("cream", "CR-1 CR-2")]
    [InlineData("face", "CR-1")] // The category.
    [InlineData("la mer", "CR-1")]
    [InlineData("lamer", "CR-1")]
    [InlineData("SKII", "SERUM-30 SERUM-300")]
    [InlineData("sk‑ii", "SERUM-30 SERUM-300")] // A hyphen that does not break.
    [InlineData("loreal", "CR-2")]
    [InlineData("L’Oreal", "CR-2")]
    [InlineData("圣罗兰", "X!1")]
    [InlineData("ａｂｃ", "X!1")] // Full width typed,
    [InlineData("abc", "X!1")] // and full width found.
    [InlineData("バー", "X!1")]
    [InlineData("night", "CR-2")] // A tag.
    [InlineData("mer creme", "CR-1")] // Any order.
    [InlineData("hyaluronic 300", "SERUM-300")]
    [InlineData("yaluron", "SERUM-30 SERUM-300")] // A part of a word.
    [InlineData("uc", "")] // Two letters that are nowhere.
    [InlineData("ml", "SERUM-30 SERUM-300")]
    [InlineData("6901234567892", "SERUM-30")]
    [InlineData("06901234567892", "SERUM-30")] // The same number in 14 digits.
    [InlineData("4006381333931", "CR-1")] // Of a pack.
    [InlineData("690123456789", "")] // Numbers are found whole.
    [InlineData("维生素c", "OLD")]
    [InlineData("cream serum", "")]
    public async Task A_search_finds(string text, string found) => (await _bench.Find(text)).ShouldBe(found);

    [Theory]
    [InlineData("100%", "CR-2")]
    [InlineData("night_care", "CR-2")]
    [InlineData("1%3", "")]
    [InlineData("%abc%", "X!1")]
    [InlineData("h_xx", "")]
    [InlineData("c%zz", "")]
    [InlineData("x!1", "X!1")]
    [InlineData("' UNION SELECT sku --", "")]
    [InlineData("\"; DROP TABLE products; --", "")]
    public async Task Signs_with_a_meaning_in_SQL_mean_nothing(string text, string found) => (await _bench.Find(text)).ShouldBe(found);

    [Theory]
    [InlineData("hyaluronc", "SERUM-30 SERUM-300")] // Missing,
    [InlineData("hyalluronic", "SERUM-30 SERUM-300")] // doubled,
    [InlineData("seurm", "SERUM-30 SERUM-300")] // swapped,
    [InlineData("sarum", "SERUM-30 SERUM-300")] // wrong.
    [InlineData("hyalurnoic serum", "SERUM-30 SERUM-300")]
    [InlineData("seurm 300", "SERUM-300")] // What is no word must be there as typed.
    [InlineData("玻尿酸保精华", "SERUM-300 SERUM-30")] // Words run together; the one with more pairs first,
    [InlineData("玻尿酸精华水", "SERUM-30 SERUM-300")] // either way.
    [InlineData("尿酸保湿精华水", "SERUM-300")]
    [InlineData("serxxm", "")]
    [InlineData("玻璃酸钠", "")]
    public async Task What_is_spelt_alike_is_found_when_nothing_else_is(string text, string found)
    {
        (await _bench.Find(text)).ShouldBe(found);
        if (found.Length > 0) (await _bench.Ask(text, ProductOrders.ByRelevance)).Match.ShouldBe(SearchMatch.Similar);
    }

    [Fact]
    public async Task The_best_come_first_the_code_itself_then_codes_then_beginnings_of_names_of_words_and_the_rest()
    {
        await _bench.Put(
        [
            ("A5", Product("Balm zinc", "", "")), ("A4", Product("Balm of zincum", "", "")), ("A3", Product("Zinc balm", "", "")),
            ("ZINC9", Product("Tin", "", "")), ("ZINC", Product("Tin", "", "")), ("A6", Product("Nonzincous", "", "")),
        ]);
        (await _bench.Find("zinc")).ShouldBe("ZINC ZINC9 A3 A4 A5 A6");
    }

    [Fact]
    public async Task Filters_narrow_a_search_and_a_list()
    {
        (await Codes(null, new(Active: false))).ShouldBe("OLD");
        (await Codes(null, new(Brand: "sk ii"))).ShouldBe("SERUM-30 SERUM-300");
        (await Codes(null, new(Brand: "SK-II", Active: true, Category: "none"))).ShouldBe("");
        (await Codes(null, new(Category: "FACE cream"))).ShouldBe("CR-1");
        (await Codes("cream", new(Category: "Mask"))).ShouldBe("CR-2");
        (await Codes("powder", new(Active: true))).ShouldBe("");
    }

    [Fact]
    public async Task A_changed_record_is_found_by_its_new_words_alone_and_leaves_nothing_behind()
    {
        var terms = await _bench.Rows(SearchTables.Terms);
        await _bench.Put("NEW", Product("Wonder balm", "奇迹膏", "Acme", gtin: "96385074"));
        (await _bench.Find("wonder")).ShouldBe("NEW");
        await _bench.Put("NEW", Product("Serum", "精华", "SK-II"));
        foreach (var gone in new[] { "wonder", "奇迹", "acme", "96385074" }) (await _bench.Find(gone)).ShouldBe("");
        (await _bench.Find("sk ii serum")).ShouldBe("NEW SERUM-30 SERUM-300");
        var left = await _bench.Rows(SearchTables.Terms);
        await _bench.Put("NEW", Product("Wonder balm", "奇迹膏", "Acme", gtin: "96385074"));
        await _bench.Put("NEW", Product("Serum", "精华", "SK-II"));
        (await _bench.Rows(SearchTables.Terms)).ShouldBe(left);
        left.ShouldBeGreaterThan(terms);
    }

    [Theory]
    [InlineData("sku")]
    [InlineData("name")]
    [InlineData("brand")]
    [InlineData("changed")]
    public async Task Pages_of_every_size_make_the_same_list_in_both_directions(string sort)
    {
        var order = ProductOrders.All.Single(one => one.Name == sort);
        var forward = await Walk(null, order, 100);
        forward.Count.ShouldBe(6);
        var backward = await Walk(null, order with { Descending = true }, 100);
        backward.ShouldBe(Enumerable.Reverse(forward));
        foreach (var size in new[] { 1, 2, 5, 6 })
        {
            (await Walk(null, order, size)).ShouldBe(forward);
            (await Walk(null, order with { Descending = true }, size)).ShouldBe(backward);
        }
    }

    [Theory]
    [InlineData("m", 5)]
    [InlineData("seurm", 2)]
    public async Task Pages_of_a_search_make_the_same_list(string text, int found)
    {
        var whole = await Walk(text, ProductOrders.ByRelevance, 100);
        whole.Count.ShouldBe(found);
        (await Walk(text, ProductOrders.ByRelevance, 1)).ShouldBe(whole);
        (await Walk(text, ProductOrders.BySku with { Descending = true }, 1)).ShouldBe(whole.Order(StringComparer.Ordinal).Reverse());
    }

    [Theory]
    [InlineData("\uFFFE")] // Code points that are no characters.
    [InlineData("\uFFFF")]
    [InlineData("\uFDD0")]
    [InlineData("\uD83F\uDFFE")]
    [InlineData("\uE000")] // For private use.
    [InlineData("\u0378")] // Not given out yet.
    [InlineData("\uD800")] // Half of a pair.
    public async Task What_is_no_character_separates_words_and_stops_nothing(string odd)
    {
        await _bench.Put("ODD", Product($"Peculiar{odd}thing", $"奇{odd}物", "B"));
        (await _bench.Find($"thing{odd}peculiar")).ShouldBe("ODD");
    }

    [Fact]
    public async Task A_name_that_folding_makes_many_times_as_long_is_listed_and_found()
    {
        // Three letters for each syllable: a cursor that named them all would be longer than calls take.
        var name = string.Concat(Enumerable.Range(0, 200).Select(place => (char)('가' + place * 53)));
        await _bench.Put([("LONG-1", Product(name, null!, name)), ("LONG-2", Product(name + "2", null!, name))]);
        var first = await _bench.Ask("LONG", ProductOrders.ByName, 1);
        first.Page.Next.ShouldNotBeNull().ToString().Length.ShouldBeLessThan(1_950);
        (await Walk(name[..20], ProductOrders.ByName, 1)).ShouldBe(["LONG-1", "LONG-2"]);
    }

    [Fact]
    public async Task A_record_comes_back_as_it_was_put()
    {
        var record = Product("Name \0 'x' \"y\" 😀", "名", "B", packs: [new("box", 12.5m, null)]) with { Ingredients = new string('水', 10_000), Price = new(19.5m, "CNY") };
        await _bench.Put("WHOLE", record);
        (await _bench.Ask("whole", ProductOrders.ByRelevance)).Page.Items.ShouldHaveSingleItem().Record.ShouldBe(record);
    }

    private async Task<string> Codes(string? text, ProductFilter filter) =>
        string.Join(' ', (await _bench.Ask(text, ProductOrders.BySku, filter: filter)).Page.Items.Select(found => found.Sku));

    private async Task<List<string>> Walk(string? text, Keyset order, int size)
    {
        var codes = new List<string>();
        ProductPage? last = null;
        do
        {
            last = await _bench.Ask(text, order, size, last?.Page.Next, last?.Match);
            last.Page.Items.Count.ShouldBeLessThanOrEqualTo(size);
            codes.AddRange(last.Page.Items.Select(found => found.Sku));
        }
        while (last.Page.Next is not null);
        return codes;
    }

    private static SkuRecord Product(
        string name, string nameZh, string brand, string? gtin = null, string? category = null, bool active = true, EquatableList<Pack>? packs = null, EquatableList<string>? tags = null) =>
        new(name, "piece", nameZh, Brand: brand, Gtin: gtin, Category: category, Active: active, Packs: packs, Tags: tags);
}
