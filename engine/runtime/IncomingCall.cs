using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace BeautyGrains.Engine;

/// <summary>One call on its way through the filters.</summary>
internal sealed class IncomingCall(Call call, Activation activation) : IIncomingGrainCallContext
{
    private int _stage;

    public object Grain => activation.Grain;

    public IGrainContext TargetContext => activation;

    public GrainId? SourceId => call.Source?.GrainId;

    public GrainId TargetId => activation.GrainId;

    public string InterfaceName => call.Method.InterfaceName;

    public string MethodName => call.Method.Method.Name;

    public MethodInfo InterfaceMethod => call.Method.Method;

    public MethodInfo ImplementationMethod
    {
        get
        {
            if (!call.Target.Type.IsAssignableTo(InterfaceMethod.DeclaringType))
                return InterfaceMethod;
            var map = call.Target.Type.GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    public object? Result { get; set; }

    public async Task Invoke()
    {
        var filters = call.Engine.Filters;
        var stage = _stage++;
        if (stage < filters.Count)
            await filters[stage].Invoke(this);
        else if (stage == filters.Count && Grain is IIncomingGrainCallFilter itself)
            await itself.Invoke(this);
        else
            Result = await call.RunBoxed(activation);
    }
}
