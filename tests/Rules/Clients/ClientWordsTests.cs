namespace BeautyGrains.Rules.Tests.Clients;

/// <summary>By which words clients are found.</summary>
public sealed class ClientWordsTests
{
    [Theory]
    [InlineData("张小明", "zxm")]
    [InlineData("欧阳晓萱", "oyxx")]
    [InlineData("单雄信", "sxx")]
    [InlineData("曾国藩", "zgf")]
    [InlineData("国曾", "gc")]
    [InlineData("查良镛", "zly")]
    [InlineData("仇英", "qy")]
    [InlineData("区家麟", "ojl")]
    [InlineData("倪妮", "nn")]
    [InlineData("吴璐馨", "wlx")]
    [InlineData("阿依古丽", "aygl")]
    [InlineData("鄂尔泰", "eet")]
    [InlineData("闫匝哈", "yzh")]
    [InlineData("Ann", "")]
    public void Initials_are_those_of_pinyin_and_surnames_have_readings_of_their_own(string name, string initials) => Pinyin.InitialsOf(name).ShouldBe(initials);

    [Theory]
    [InlineData("王秀英", "王", true)]
    [InlineData("王秀英", "秀英", true)]
    [InlineData("王秀英", "王秀英", true)]
    [InlineData("王秀英", "WXY", true)]
    [InlineData("王秀英", "wx", true)]
    [InlineData("王秀英", "xy", false)]
    [InlineData("王秀英", "英秀", false)]
    [InlineData("Ann Maria Lee", "maria", true)]
    [InlineData("Ann Maria Lee", "LEE ann", true)]
    [InlineData("Ann Maria Lee", "ann  ma", true)]
    [InlineData("Ann Maria Lee", "lee bo", false)]
    [InlineData("Ann Maria Lee", "ria", false)]
    [InlineData("Ａｎｎ", "ann", true)]
    [InlineData("王秀英", "8000", true)]
    [InlineData("王秀英", "800", false)]
    public void A_client_is_found_by_parts_beginnings_initials_and_the_end_of_the_phone(string name, string sought, bool found)
    {
        var words = ClientWords.Of(new(name, null, "+8613800138000", null, null, null, null, null, null)).ToHashSet();
        ClientWords.Sought(sought, null).All(group => group.Any(words.Contains)).ShouldBe(found);
    }

    [Fact]
    public void A_phone_finds_its_own_client_alone_and_nothing_asked_finds_nobody()
    {
        var words = ClientWords.Of(new("王", null, "+8613800138000", null, null, null, null, null, null)).ToHashSet();
        ClientWords.Sought("anything", "+8613800138000").ShouldHaveSingleItem().ShouldAllBe(word => words.Contains(word));
        ClientWords.Sought("anything", "+8613800138001").ShouldHaveSingleItem().ShouldAllBe(word => !words.Contains(word));
        ClientWords.Sought(" ", null).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_as_long_as_allowed_has_a_bounded_number_of_words() =>
        ClientWords.Of(new(new string('王', 100), null, null, null, null, null, null, null, null)).Distinct().Count().ShouldBeLessThan(100);
}
