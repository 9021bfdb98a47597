using BeautyGrains.Contracts;
using BeautyGrains.Grains;
using BeautyGrains.Journal;

namespace BeautyGrains.Simulation;

/// <summary>Open containers, added up on their own from what happened to them, and what must be so of them.</summary>
internal sealed class ContainerWatch
{
    private readonly Dictionary<(string Stock, string Id), Book> _books = [];
    private readonly Dictionary<string, string> _stocks = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Stock, string Lot), LotStatus> _lots = [];
    private readonly Dictionary<(string Stock, string Command), ContainerMoveView> _moves = [];
    private readonly HashSet<(string Stock, string Movement)> _left = [];

    private sealed class Book(ContainerOpened opened)
    {
        public ContainerOpened Opened => opened;
        public decimal Left = opened.Content;
        public decimal Cost = opened.Cost?.Amount ?? 0;
        public DateTimeOffset? UseBy = opened.UseBy;
        public string? Client = opened.Sharing == SharingRule.ManyClients ? null : opened.Client;
        public bool Dissolved;
        public bool Closed;
    }

    /// <summary>Where a container stands; null when it was never opened.</summary>
    public string? StockOf(string container) => _stocks.GetValueOrDefault(container);

    public ContainerOpened? Opened(string stock, string id) => _books.GetValueOrDefault((stock, id))?.Opened;

    /// <summary>A change of content by its command; null when there was none.</summary>
    public ContainerMoveView? Moved(string stock, string command) => _moves.GetValueOrDefault((stock, command));

    /// <summary>Takes an event of a stock.</summary>
    public void Take(RecordedEvent entry)
    {
        var (key, happened) = (entry.Stream.Key, StockKind.Instance.Events.Read(entry));
        switch (happened)
        {
            case LotOpened lot: _lots[(key, lot.Lot)] = lot.Status; break;
            case LotStatusSet set: _lots[(key, set.Lot)] = set.Status; break;
            case StockMoved { Kind: MovementKind.Opening or MovementKind.Tester } moved: Leave(key, moved); break;
            case ContainerOpened opened: Open(key, opened); break;
            case ContainerReconstituted dissolved: Dissolve(key, dissolved, entry.At); break;
            case ContainerMoved moved: Move(key, moved, entry); break;
            case ContainerClosed closed: Close(key, closed); break;
        }
    }

    private void Leave(string key, StockMoved moved)
    {
        if (moved.Lines.Sum(line => line.Quantity) != -1) throw new Violation("Opening takes one sealed unit.", $"{key} {moved.Id}: {moved.Lines.Sum(line => line.Quantity)}");
        _left.Add((key, moved.Id));
    }

    private void Open(string key, ContainerOpened opened)
    {
        if (!_left.Remove((key, opened.Id))) throw new Violation("Opening takes one sealed unit.", $"{key} {opened.Id} is open, and nothing left sealed stock for it.");
        if (_lots[(key, opened.Lot)] != LotStatus.Released) throw new Violation("Blocked goods are not opened.", $"{key} {opened.Id} of {opened.Lot}, which is {_lots[(key, opened.Lot)]}.");
        // An id may be used anew once it is forgotten, which it never is while the container is open.
        if (_books.GetValueOrDefault((key, opened.Id)) is { Closed: false }) throw new Violation("Each id is applied once.", $"{key} {opened.Id} is opened again.");
        _books[(key, opened.Id)] = new(opened);
        _stocks[opened.Id] = key;
    }

    private void Dissolve(string key, ContainerReconstituted dissolved, DateTimeOffset at)
    {
        var book = _books[(key, dissolved.Container)];
        if (book.Dissolved || book.Closed) throw new Violation("A container is reconstituted once.", $"{key} {dissolved.Container}");
        if (dissolved.UseBy > book.UseBy) throw new Violation("Nothing makes a container last longer.", $"{key} {dissolved.Container} at {at:O}: {dissolved.UseBy:O} after {book.UseBy:O}.");
        (book.Dissolved, book.UseBy) = (true, dissolved.UseBy);
    }

    private void Move(string key, ContainerMoved moved, RecordedEvent entry)
    {
        var book = _books[(key, moved.Container)];
        if (moved.Kind == ContainerMoveKind.Use) CheckUse(key, book, moved, entry.At);
        if (moved.Kind == ContainerMoveKind.Expiry && !(book.UseBy <= entry.At)) throw new Violation("Only what is past its use-by is swept up.", $"{key} {moved.Container} at {entry.At:O}, to be used by {book.UseBy:O}.");
        if (!book.Closed)
        {
            book.Left -= moved.Quantity;
            book.Cost -= moved.Cost?.Amount ?? 0;
        }
        if (book.Left != moved.RemainderAfter || book.Left < 0 || book.Cost < 0)
            throw new Violation("What was opened is used, scrapped, lost or left.", $"{key} {moved.Container} {moved.Kind}: {moved.RemainderAfter} noted, {book.Left} at {book.Cost} left.");
        if (moved.Kind is ContainerMoveKind.Use or ContainerMoveKind.Treatment && book.Opened.Sharing != SharingRule.ManyClients) book.Client ??= moved.Client;
        _moves[(key, CommandIds.Of(moved)!.Value.Id)] = ContainerViews.Move(moved, new(entry.Version, entry.At, entry.Actor));
    }

    private void CheckUse(string key, Book book, ContainerMoved moved, DateTimeOffset at)
    {
        if (book.UseBy <= at) throw new Violation("Nothing is used past its use-by.", $"{key} {moved.Container} at {at:O}, to be used by {book.UseBy:O}.");
        if (_lots[(key, book.Opened.Lot)] is not LotStatus.Released and var status) throw new Violation("Open containers follow their lot.", $"{key} {moved.Container} of {book.Opened.Lot}, which is {status}.");
        if (book.Opened.AfterReconstitution is not null && !book.Dissolved) throw new Violation("What is to be reconstituted is not used before.", $"{key} {moved.Container}");
        if (book.Opened.Sharing != SharingRule.ManyClients && (moved.Client is null || (book.Client ?? moved.Client) != moved.Client))
            throw new Violation("What is one client's never goes to another.", $"{key} {moved.Container} of {book.Client} is used on {moved.Client}.");
    }

    private void Close(string key, ContainerClosed closed)
    {
        var book = _books[(key, closed.Id)];
        if (book.Left != 0 || book.Cost != 0 || book.Closed) throw new Violation("A container ends when nothing is left, and its whole cost has left with it.", $"{key} {closed.Id}: {book.Left} at {book.Cost}.");
        book.Closed = true;
    }
}
