using BeautyGrains.Engine.Tests.Grains;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using System.Reflection;

namespace BeautyGrains.Engine.Tests;

public sealed class CatalogueTests
{
    [Theory]
    [InlineData("public interface IA : IGrainWithStringKey { Task Do(); }", "No grain class has the interface IA")]
    [InlineData(
        "public interface IA : IGrainWithStringKey { } public class A1 : Grain, IA { } public class A2 : Grain, IA { }",
        "IA has several grain classes: A1, A2.")]
    [InlineData(
        "namespace X { public interface IA : IGrainWithStringKey { } public class AGrain : Grain, IA { } } namespace Y { public interface IB : IGrainWithStringKey { } public class A : Grain, IB { } }",
        "Several grain classes are of type a: X.AGrain, Y.A.")]
    [InlineData("public interface IA : IGrainWithStringKey { void Do(); } public class A : Grain, IA { public void Do() { } }", "IA.Do cannot be a grain's method: it returns neither Task nor ValueTask.")]
    [InlineData("public interface IA : IGrainWithStringKey { Task Do<T>(); } public class A : Grain, IA { public Task Do<T>() => null!; }", "IA.Do cannot be a grain's method: it is generic.")]
    [InlineData("public interface IA : IGrainWithStringKey { Task Do(ref int x); } public class A : Grain, IA { public Task Do(ref int x) => null!; }", "IA.Do cannot be a grain's method: a parameter goes by reference.")]
    [InlineData("public interface IA : IGrainWithStringKey { [Orleans.Concurrency.OneWay] Task<int> Do(); } public class A : Grain, IA { public Task<int> Do() => null!; }", "IA.Do cannot be a grain's method: it is one-way but has a result.")]
    [InlineData(
        "public interface IA : IGrainWithStringKey { } public class A([Orleans.Runtime.PersistentState(\"x\")] string x) : Grain, IA { public string X => x; }",
        "A: parameter x has [PersistentState], so it must be an IPersistentState<…>.")]
    [InlineData("public interface IA : IGrainWithStringKey { } public class A : IA { }", "A has a grain interface but does not derive from Grain.")]
    public void Grain_classes_that_do_not_fit_are_named_at_the_start(string source, string message)
        => Should.Throw<ArgumentException>(() => Make(options => options.GrainAssemblies.Add(Compile(source)))).Message.ShouldContain(message);

    [Fact]
    public void An_interface_without_a_class_is_named_when_it_is_asked_for()
        => Should.Throw<ArgumentException>(() => Make(options => options.GrainAssemblies.Add(typeof(CatalogueTests).Assembly)).GetGrain<IGrainWithStringKey>("x"))
            .Message.ShouldContain("No grain class has the interface");

    [Fact]
    public async Task A_shared_interface_is_asked_for_by_class_name()
    {
        await using var engine = await TestEngine.Start();
        var key = new Guid("11111111-2222-3333-4444-555555555555");
        Should.Throw<ArgumentException>(() => engine.Grains.GetGrain<INamed>(key)).Message.ShouldContain("several grain classes");
        (await engine.Grains.GetGrain<INamed>(key, typeof(SecondNamedGrain).FullName).Name()).ShouldBe($"second {key:D}");
        (await engine.Grains.GetGrain<IFirstNamedGrain>(key).Name()).ShouldBe($"first {key:D}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public async Task Integer_keys_come_back_as_they_went(long key)
    {
        await using var engine = await TestEngine.Start();
        (await engine.Grains.GetGrain<IDisposableGrain>(key).Touch()).ShouldBe(key);
    }

    [Fact]
    public void A_key_of_another_kind_says_so()
        => Should.Throw<InvalidOperationException>(
            () => Make(options => options.GrainAssemblies.Add(typeof(CatalogueTests).Assembly)).GetGrain<IPlainGrain>("word").GetPrimaryKey());

    [Fact]
    public void Options_out_of_range_are_refused_at_the_start()
    {
        Should.Throw<ArgumentException>(() => Make(_ => { })).Message.ShouldContain("at least one assembly");
        Should.Throw<ArgumentException>(() => Make(options => options.CallTimeout = TimeSpan.Zero, withGrains: true)).ParamName.ShouldBe("CallTimeout");
        Should.Throw<ArgumentException>(() => Make(options => options.CollectionAge = TimeSpan.FromSeconds(1), withGrains: true)).ParamName.ShouldBe("CollectionQuantum");
        Should.Throw<ArgumentException>(() => Make(options => options.TurnsPerSlice = 0, withGrains: true)).ParamName.ShouldBe("TurnsPerSlice");
    }

    private static EmbeddedEngine Make(Action<EmbeddedEngineOptions> configure, bool withGrains = false)
    {
        var options = new EmbeddedEngineOptions();
        if (withGrains)
            options.GrainAssemblies.Add(typeof(CatalogueTests).Assembly);
        configure(options);
        return new(new ServiceCollection().AddSingleton<TimeProvider>(new ManualClock()).BuildServiceProvider(), options);
    }

    private static Assembly Compile(string source)
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var references = platform.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Misfits",
            [CSharpSyntaxTree.ParseText($"using System.Threading.Tasks; using Orleans; {source}")],
            references,
            new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }
}
