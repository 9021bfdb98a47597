namespace BeautyGrains.Engine;

/// <summary>Items in order, linked through themselves, so that an empty list costs an activation two references and a number.</summary>
internal struct MailboxList
{
    private MailboxItem? _last;

    internal MailboxItem? First { get; private set; }

    internal int Count { get; private set; }

    internal void Add(MailboxItem item)
    {
        item.Previous = _last;
        item.Next = null;
        if (_last is null)
            First = item;
        else
            _last.Next = item;
        _last = item;
        Count++;
    }

    internal void Remove(MailboxItem item)
    {
        if (item.Previous is null)
            First = item.Next;
        else
            item.Previous.Next = item.Next;
        if (item.Next is null)
            _last = item.Previous;
        else
            item.Next.Previous = item.Previous;
        item.Previous = item.Next = null;
        Count--;
    }

    /// <summary>Empties the list.</summary>
    internal MailboxItem[] TakeAll()
    {
        if (Count == 0)
            return [];
        var all = new MailboxItem[Count];
        for (var place = 0; First is { } item; place++)
        {
            all[place] = item;
            Remove(item);
        }

        return all;
    }
}
