using System.Data.Common;
using BeautyGrains.Journal;
using Microsoft.Extensions.Logging;

namespace BeautyGrains.ReadModels;

/// <content>Which copies there are, and when one takes the place of another.</content>
public sealed partial class Tailer
{
    /// <summary>Looks at the copies as their rows have them, and begins and ends what follows from that.</summary>
    private async Task Look(CancellationToken cancel)
    {
        _lookAt = Up + options.LookAgain;
        var copies = CopiesOf(_lead!.Connection);
        var rows = await copies.All(cancel);
        foreach (var retired in rows.Where(row => row.State == CopyState.Retired)) await Drop(copies, retired, cancel);
        var serving = rows.Find(row => row.State == CopyState.Serving);
        var building = rows.Find(row => row.State == CopyState.Building);
        if (serving is not null && !await IsOfThisJournal(serving, _serving, cancel)) serving = await Retire(copies, serving, cancel);
        if (building is not null && (building.Version < model.Version || !await IsOfThisJournal(building, _building, cancel))) building = await Retire(copies, building, cancel);
        if (building is null && (serving is null || serving.Version < model.Version))
        {
            await copies.Announce(model.Version, cancel);
            building = (await copies.All(cancel)).Single(row => row.State == CopyState.Building);
        }
        _shown = serving;
        _serving = Attach(serving, _serving);
        var known = _building;
        _building = Attach(building, _building);
        if (_building is not null && _building != known) await Tables(_building).Create(model, cancel);
        if (_serving is null && _building is null) Outdated(serving!.Version);
    }

    // A copy of another version has other tables: what it holds stays as it is until one of this version takes its place.
    private Followed? Attach(CopyRow? row, Followed? known) =>
        row is null || row.Version != model.Version ? null
        : known is not null && known.Row.Generation == row.Generation && known.Row.Position == row.Position && known.Row.State == row.State ? known
        : new(row, model.Project());

    /// <summary>A restored or replaced journal has other events than those that the copy was made of.</summary>
    private async Task<bool> IsOfThisJournal(CopyRow row, Followed? known, CancellationToken cancel)
    {
        if (row.Position <= JournalPosition.Start || known is not null && known.Row.Generation == row.Generation) return true;
        if (await journal.At(row.Position, cancel) is { } recorded && recorded.Hash.Span.SequenceEqual(row.Hash)) return true;
        log.LogError("The read model {Model} was made of another journal than this one, which does not have its position {Position}; it is built anew", model.Name, row.Position);
        return false;
    }

    private static async Task<CopyRow?> Retire(Copies copies, CopyRow row, CancellationToken cancel)
    {
        if (!await copies.Change(row, CopyState.Retired, cancel)) throw new CopyMovedException();
        return null;
    }

    private async Task Drop(Copies copies, CopyRow row, CancellationToken cancel)
    {
        try
        {
            await using var transaction = await _lead!.Connection.BeginTransactionAsync(cancel);
            await new CopyTables(_lead.Connection, store.Dialect, row.Generation).Drop(cancel);
            await copies.Forget(row, cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbException inUse)
        {
            // Somebody reads it for long, such as the verifier. The next look tries again; meanwhile the others are followed.
            log.LogDebug(inUse, "A retired copy of the read model {Model} is not dropped yet", model.Name);
        }
    }

    /// <summary>Has it caught up with the one that serves, or with the journal's end?</summary>
    private async Task<bool> IsBuilt(Followed building, CancellationToken cancel)
    {
        if (_serving is { } serving) return building.Row.Position >= serving.Row.Position;
        // While others write, the very end may never be met.
        _head = await journal.Head(cancel);
        return building.Row.Position.Partition == _head.Partition && building.Row.Position.Number + options.MostEvents > _head.Number;
    }

    /// <summary>The built copy takes the place of the one that serves, which is dropped at a later look, when nobody reads it any more.</summary>
    private async Task Switch(Followed built, CancellationToken cancel)
    {
        var told = _serving?.Told ?? _shown?.Told ?? JournalPosition.Start;
        var copies = CopiesOf(_lead!.Connection);
        await using (var transaction = await _lead.Connection.BeginTransactionAsync(cancel))
        {
            if (_shown is not null && !await copies.Change(_shown, CopyState.Retired, cancel)) throw new CopyMovedException();
            if (!await copies.Serve(built.Row, told, cancel)) throw new CopyMovedException();
            await transaction.CommitAsync(cancel);
        }
        // The first copy is a matter of course; another one was asked for, or is of a new program.
        log.Log(_shown is null ? LogLevel.Debug : LogLevel.Information, "The read model {Model} is built up to {Position} and serves", model.Name, built.Row.Position);
        built.Row = built.Row with { State = CopyState.Serving, Told = told };
        built.Told = told;
        (_serving, _shown, _building) = (built, built.Row, null);
    }
}
