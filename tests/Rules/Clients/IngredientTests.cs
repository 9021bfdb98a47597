namespace BeautyGrains.Rules.Tests.Clients;

/// <summary>Whether a client can bear a product.</summary>
public sealed class IngredientTests
{
    private static IReadOnlyList<SafetyFinding> Check(string allergy, string? ingredients) =>
        IngredientRules.Check(ClientCare.None with { Allergies = [allergy] }, "K", new SkuRecord("Cream", "jar", Ingredients: ingredients), SafetyDefaults.Policy);

    [Theory]
    [InlineData("Parfum", "Water, Fragrance.", "Fragrance")]
    [InlineData("fragrance", "Water, Parfum (Fragance)*", "Parfum (Fragance)")]
    [InlineData("香精", "Water, Parfum/Fragrance", "Parfum/Fragrance")]
    [InlineData("Parfum", "水、甘油、（日用）香精", "（日用）香精")]
    [InlineData("lanolin", "Water, Lanolin Alcohol", "Lanolin Alcohol")]
    [InlineData("羊毛脂", "Aqua; PEG-75 Lanolin", "PEG-75 Lanolin")]
    [InlineData("LANOLIN", "水，羊毛脂醇", "羊毛脂醇")]
    [InlineData("parabens", "Water, Methylparaben", "Methylparaben")]
    [InlineData("酒精", "Water, Alcohol Denat.", "Alcohol Denat")]
    [InlineData("酒精", "Water, Alcohol", "Alcohol")]
    [InlineData("酒精", "Water, Cetearyl Alcohol", null)]
    [InlineData("almond", "Water, Prunus Amygdalus Dulcis (Sweet Almond) Oil", "Prunus Amygdalus Dulcis (Sweet Almond) Oil")]
    [InlineData("egg", "Water, Solanum Melongena (Eggplant) Extract", null)]
    [InlineData("milk", "Water, Lactic Acid", null)]
    [InlineData("果酸", "Water, Lactic Acid", "Lactic Acid")]
    [InlineData("Beta-Glucan", "Water, beta  glucan", "beta  glucan")]
    [InlineData("Algue", "Water, Algué Extract", "Algué Extract")]
    [InlineData("Centella Asiatica", "Water, Centella Asiatica (Gotu Kola, Tiger Grass) Extract", "Centella Asiatica (Gotu Kola, Tiger Grass) Extract")]
    [InlineData("Kola", "Water, Cola Nut", null)]
    public void An_allergy_finds_the_ingredient_under_all_of_its_names_and_no_other(string allergy, string ingredients, string? found) =>
        Check(allergy, ingredients).Select(one => (one.Kind, one.Found)).ShouldBe(found is null ? [] : [(SafetyKind.Allergy, found)]);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("#NAME?")]
    [InlineData("Visit the boutique")]
    public void What_is_no_list_of_ingredients_warns_whoever_has_allergies(string? ingredients)
    {
        Check("parfum", ingredients).ShouldHaveSingleItem().Kind.ShouldBe(SafetyKind.UnknownIngredients);
        IngredientRules.Check(ClientCare.None, "K", new SkuRecord("Cream", "jar", Ingredients: ingredients), SafetyDefaults.Policy).ShouldBeEmpty();
    }

    [Fact]
    public void Reactions_and_contraindications_stand_against_a_product_too()
    {
        var care = ClientCare.None with { Reactions = [new("K", null, "red")], Contraindications = ["pregnancy", "起搏器"] };
        var product = new SkuRecord("Cream", "jar", Contraindications: "Not in pregnancy. 装有心脏起搏器者禁用", Ingredients: "Water, Glycerin");
        IngredientRules.Check(care, "K", product, SafetyDefaults.Policy).Select(one => (one.Kind, one.Substance))
            .ShouldBe([(SafetyKind.Reaction, null), (SafetyKind.Contraindication, "pregnancy"), (SafetyKind.Contraindication, "起搏器")]);
        IngredientRules.Check(care, "OTHER", product with { Contraindications = null }, SafetyDefaults.Policy).ShouldBeEmpty();
    }

    [Fact]
    public void Lists_are_cut_between_commas_outside_of_brackets() =>
        IngredientRules.Of("Water (Aqua, Eau), Glycerin*, Parfum/Fragrance; 甘油、香精。").ShouldBe(["Water (Aqua, Eau)", "Glycerin", "Parfum/Fragrance", "甘油", "香精"]);

    [Fact]
    public void The_defaults_are_well_formed() => SafetyForm.Check(SafetyDefaults.Policy).ShouldBeEmpty();
}
