using System.Text.Json;
using State = BeautyGrains.Contracts.PurchaseOrderState;

namespace BeautyGrains.Grains;

/// <summary>The life of a purchase order: rules ask it, a test walks it, the documentation draws it.</summary>
public static class OrderLife
{
    /// <summary>All moves.</summary>
    public static StateTable<State> Table { get; } = new(
        State.Draft,
        Move(State.Draft, OrderCommand.Amend, State.Draft),
        Move(State.Draft, OrderCommand.Submit, State.Submitting),
        Move(State.Draft, OrderCommand.Cancel, State.Cancelled),
        Move(State.Submitting, OrderCommand.Commit, State.Submitted),
        Move(State.Submitting, OrderCommand.Commit, State.Approved),
        Move(State.Submitting, OrderCommand.Commit, State.Draft),
        Move(State.Submitted, OrderCommand.Approve, State.Submitted),
        Move(State.Submitted, OrderCommand.Approve, State.Approved),
        Move(State.Submitted, OrderCommand.Reject, State.Rejected),
        Move(State.Submitted, OrderCommand.Amend, State.Draft),
        Move(State.Submitted, OrderCommand.Cancel, State.Cancelled),
        Move(State.Rejected, OrderCommand.Amend, State.Draft),
        Move(State.Rejected, OrderCommand.Cancel, State.Cancelled),
        Move(State.Approved, OrderCommand.Send, State.Sent),
        Move(State.Approved, OrderCommand.Amend, State.Draft),
        Move(State.Approved, OrderCommand.Cancel, State.Cancelled),
        Move(State.Sent, OrderCommand.Amend, State.Sent),
        Move(State.Sent, OrderCommand.Receive, State.Sent),
        Move(State.Sent, OrderCommand.Receive, State.PartlyReceived),
        Move(State.Sent, OrderCommand.Receive, State.Received),
        Move(State.Sent, OrderCommand.Settle, State.Sent),
        Move(State.Sent, OrderCommand.Cancel, State.Cancelled),
        Move(State.PartlyReceived, OrderCommand.Amend, State.PartlyReceived),
        Move(State.PartlyReceived, OrderCommand.Amend, State.Received),
        Move(State.PartlyReceived, OrderCommand.Receive, State.PartlyReceived),
        Move(State.PartlyReceived, OrderCommand.Receive, State.Received),
        Move(State.PartlyReceived, OrderCommand.Settle, State.PartlyReceived),
        Move(State.PartlyReceived, OrderCommand.Settle, State.Sent),
        Move(State.PartlyReceived, OrderCommand.Close, State.Closed),
        Move(State.Received, OrderCommand.Receive, State.Received),
        Move(State.Received, OrderCommand.Settle, State.Received),
        Move(State.Received, OrderCommand.Settle, State.PartlyReceived),
        Move(State.Received, OrderCommand.Settle, State.Sent),
        Move(State.Received, OrderCommand.Close, State.Closed));

    /// <summary>The states in which an order may end.</summary>
    public static ImmutableArray<State> Ends { get; } = [State.Closed, State.Cancelled];

    /// <summary>May that be done in that state?</summary>
    public static bool Allows(State state, OrderCommand command) => Table.Allows(state, VerbOf(command));

    /// <summary>The same state, once the table has been asked whether a command leads there.</summary>
    /// <exception cref="InvalidOperationException">It does not: rules and table differ.</exception>
    public static State Checked(State from, OrderCommand command, State to) => Table.Checked(from, VerbOf(command), to);

    private static StateMove<State> Move(State from, OrderCommand command, State to) => new(from, VerbOf(command), to);

    private static string VerbOf(OrderCommand command) => JsonNamingPolicy.KebabCaseLower.ConvertName(command.ToString());
}
