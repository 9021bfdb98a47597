using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace BeautyGrains.Engine;

/// <summary>The result of a method that has none.</summary>
internal readonly struct Nothing;

/// <summary>One method of a grain interface, compiled.</summary>
internal abstract class GrainMethod
{
    // Compiling costs more than an engine's whole start, and simulation starts an engine after every crash.
    private static readonly ConcurrentDictionary<MethodInfo, GrainMethod> s_compiled = new();

    private protected GrainMethod(MethodInfo method, Func<object, object?[], Task>? invoke)
    {
        Method = method;
        InterfaceName = method.DeclaringType!.FullName!;
        IsAlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        IsOneWay = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        TokenPlace = Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));
        Invoke = invoke ?? Compile(method);
    }

    internal MethodInfo Method { get; }

    internal string InterfaceName { get; }

    internal bool IsAlwaysInterleave { get; }

    internal bool IsReadOnly { get; }

    internal bool IsOneWay { get; }

    /// <summary>The method's own time-out, if it has one.</summary>
    internal TimeSpan? ResponseTimeout { get; }

    /// <summary>Which parameter is the cancellation token; -1 when there is none.</summary>
    internal int TokenPlace { get; }

    /// <summary>Calls the method of a grain; a ValueTask comes back as a Task.</summary>
    internal Func<object, object?[], Task> Invoke { get; }

    /// <summary>Sends a call and returns what the interface's method returns.</summary>
    internal abstract object? Send(EmbeddedEngine engine, GrainFace face, string key, object?[] arguments);

    /// <summary>Sends a call to an observer and returns what the interface's method returns.</summary>
    internal abstract object? Send(ObserverTarget target, object?[] arguments);

    /// <summary>The compiled method.</summary>
    /// <exception cref="ArgumentException">The method is none that a grain can have.</exception>
    internal static GrainMethod Of(MethodInfo method) => s_compiled.GetOrAdd(method, Checked);

    private static GrainMethod Checked(MethodInfo method)
    {
        if (method.ReturnType != typeof(Task) && method.ReturnType != typeof(ValueTask) && !HasResult(method))
            throw Unfit(method, "it returns neither Task nor ValueTask");
        return Make(method);
    }

    /// <summary>The compiled method of an observer, which may return nothing: then it is one-way.</summary>
    /// <exception cref="ArgumentException">The method is none that an observer can have.</exception>
    internal static GrainMethod OfObserver(MethodInfo method) => method.ReturnType == typeof(void) ? Make(method) : Of(method);

    private static bool HasResult(MethodInfo method)
        => method.ReturnType is { IsGenericType: true } returned
            && (returned.GetGenericTypeDefinition() == typeof(Task<>) || returned.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static GrainMethod Make(MethodInfo method)
    {
        if (method.IsGenericMethodDefinition)
            throw Unfit(method, "it is generic");
        if (method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef || parameter.ParameterType.IsByRefLike))
            throw Unfit(method, "a parameter goes by reference");
        if (HasResult(method) && method.IsDefined(typeof(OneWayAttribute)))
            throw Unfit(method, "it is one-way but has a result");
        if (method.GetParameters().Count(parameter => parameter.ParameterType == typeof(CancellationToken)) > 1)
            throw Unfit(method, "it has several cancellation tokens");

        var result = HasResult(method) ? method.ReturnType.GenericTypeArguments[0] : typeof(Nothing);
        return (GrainMethod)Activator.CreateInstance(typeof(GrainMethod<>).MakeGenericType(result), BindingFlags.Instance | BindingFlags.NonPublic, null, [method, null], null)!;
    }

    private static ArgumentException Unfit(MethodInfo method, string why)
        => new($"{method.DeclaringType!.FullName}.{method.Name} cannot be a grain's method: {why}.");

    private static Func<object, object?[], Task> Compile(MethodInfo method)
    {
        var grain = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var passed = method.GetParameters()
            .Select((parameter, index) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType));
        Expression call = Expression.Call(Expression.Convert(grain, method.DeclaringType!), method, passed);
        if (method.ReturnType == typeof(void))
            call = Expression.Block(call, Expression.Constant(Task.CompletedTask));
        else if (method.ReturnType.IsValueType)
            call = Expression.Call(call, nameof(ValueTask.AsTask), null);
        return Expression.Lambda<Func<object, object?[], Task>>(call, grain, arguments).Compile();
    }
}

/// <summary>A method with that result.</summary>
internal sealed class GrainMethod<TResult> : GrainMethod
{
    private readonly Func<Task<TResult>, object?> _returned;

    /// <summary>A method of grains, or one that the engine carries out on them itself.</summary>
    internal GrainMethod(MethodInfo method, Func<object, object?[], Task>? invoke = null)
        : base(method, invoke)
    {
        if (method.ReturnType == typeof(void))
            _returned = static _ => null;
        else if (method.ReturnType == typeof(ValueTask))
            _returned = static answer => new ValueTask(answer);
        else if (method.ReturnType.IsValueType)
            _returned = static answer => new ValueTask<TResult>(answer);
        else
            _returned = static answer => answer;
    }

    internal override object? Send(EmbeddedEngine engine, GrainFace face, string key, object?[] arguments)
    {
        var call = MakeCall(engine, face.Class, key, arguments);
        engine.Send(call);
        return _returned(call.Answer);
    }

    internal override object? Send(ObserverTarget target, object?[] arguments)
    {
        var call = new ObserverCall<TResult>(target, this, arguments);
        target.Accept(call);
        return _returned(call.Answer());
    }

    private Call<TResult> MakeCall(EmbeddedEngine engine, GrainClass target, string key, object?[] arguments)
    {
        if (TokenPlace < 0 || arguments[TokenPlace] is not CancellationToken { CanBeCanceled: true } token)
            return new(engine, target, key, this, arguments);
        token.ThrowIfCancellationRequested();
        return new CancellableCall<TResult>(engine, target, key, this, arguments, token);
    }
}
