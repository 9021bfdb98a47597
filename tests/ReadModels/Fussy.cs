using System.Data.Common;
using BeautyGrains.Journal;

namespace BeautyGrains.ReadModels.Tests;

/// <summary>Stock that refuses to be built from the beginning past a position, and whose database refuses large batches.</summary>
internal sealed class Fussy : ReadModel
{
    public long RefusesFrom { get; set; } = long.MaxValue;

    public int MostEvents { get; init; }

    public override string Name => StockModel.Instance.Name;

    public override int Version => StockModel.Instance.Version;

    public override IReadOnlyList<Table> Tables => StockTables.All;

    public override IProjection Project() => new Projection(this, StockModel.Instance.Project());

    private sealed class Projection(Fussy model, IProjection stock) : IProjection
    {
        private readonly long _refusesFrom = model.RefusesFrom;

        public ValueTask<RowChanges> Apply(IReadOnlyList<RecordedEvent> batch, CopyTables copy, CancellationToken cancel) =>
            batch.Count > model.MostEvents ? throw new TooMuch()
            : copy.Generation > 1 && batch[^1].Position.Number >= _refusesFrom ? throw new JournalCorruptException("Not this one.")
            : stock.Apply(batch, copy, cancel);
    }

    private sealed class TooMuch() : DbException("Too much at once.");
}
