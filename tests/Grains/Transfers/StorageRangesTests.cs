using BeautyGrains.Contracts;

namespace BeautyGrains.Grains.Tests.Transfers;

public sealed class StorageRangesTests
{
    [Theory]
    [InlineData(StorageClass.Ambient, null, null, 10, true)]
    [InlineData(StorageClass.Ambient, null, null, 30.1, false)]
    [InlineData(StorageClass.Cool, null, null, -5, true)]
    [InlineData(StorageClass.CoolDark, null, null, 20.1, false)]
    [InlineData(StorageClass.Cold, null, null, 1.9, false)]
    [InlineData(StorageClass.Cold, null, null, 10, true)]
    [InlineData(StorageClass.Labelled, 2d, 8d, 8.1, false)]
    [InlineData(StorageClass.Labelled, 2d, 8d, 2, true)]
    [InlineData(StorageClass.Labelled, null, 25d, -40, true)]
    [InlineData(StorageClass.Frozen, null, null, -15, true)]
    [InlineData(StorageClass.Frozen, null, null, -14.9, false)]
    public void A_label_counts_before_its_class(StorageClass storage, double? min, double? max, double celsius, bool isFine) =>
        StorageRanges.Default.Of(new("P", "piece", Storage: storage, MinCelsius: (decimal?)min, MaxCelsius: (decimal?)max)).Contains((decimal)celsius).ShouldBe(isFine);

    [Fact]
    public void Every_class_has_a_range() =>
        Enum.GetValues<StorageClass>().ShouldAllBe(storage => StorageRanges.Default.Ranges.ContainsKey(storage));
}
