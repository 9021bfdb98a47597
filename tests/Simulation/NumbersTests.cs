namespace BeautyGrains.Simulation.Tests;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("3", new[] { 3 })]
    [InlineData("3,17,29-31", new[] { 3, 17, 29, 30, 31 })]
    [InlineData("1-2,4", new[] { 1, 2, 4 })]
    public void Numbers_are_read_as_they_are_written(string text, int[] numbers)
    {
        Numbers.Write(numbers).ShouldBe(text);
        Numbers.Read(text)!.Order().ShouldBe(numbers);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("3-1")]
    [InlineData("1-2-3")]
    public void What_is_no_number_is_not_read(string text) => Numbers.Read(text).ShouldBeNull();
}
