using System.Xml.Linq;

namespace BeautyGrains.Tidy.Tests;

/// <summary>Arrows between the rooms point one way.</summary>
public sealed class ArrowTests
{
    // Room to the rooms that it may know directly.
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["engine/abstractions"] = [],
        ["engine/runtime"] = ["engine/abstractions"],
        ["engine/storage"] = ["engine/abstractions", "database"],
        ["grain-interfaces"] = ["engine/abstractions"],
        ["database"] = [],
        ["documents"] = ["database"],
        ["forecasting"] = [],
        ["codes"] = [],
        ["journal"] = ["database"],
        ["vault"] = ["database"],
        ["grains"] = ["grain-interfaces", "journal", "vault", "engine/abstractions"],
        ["read-models"] = ["forecasting", "grains", "grain-interfaces", "journal", "database", "documents", "engine/abstractions"],
        ["api"] = ["codes", "read-models", "documents", "vault", "grains", "grain-interfaces", "journal", "engine/abstractions"],
        ["simulation"] = ["read-models", "vault", "grains", "grain-interfaces", "journal", "engine/abstractions", "engine/runtime"],
        ["silo"] = ["api", "documents", "vault", "read-models", "grains", "grain-interfaces", "journal", "database", "engine/abstractions", "engine/runtime", "engine/storage", "simulation", "forecasting"],
    };

    private static IEnumerable<(string Room, string[] Knows)> Projects() =>
        from file in House.Files
        where file.EndsWith(".csproj", StringComparison.Ordinal)
        let room = Room(file)
        where !room.StartsWith("tests/", StringComparison.Ordinal) && !room.StartsWith("bench/", StringComparison.Ordinal)
        select (room, XDocument.Parse(House.Text(file)).Descendants("ProjectReference")
            .Select(reference => Room(Path.GetRelativePath(House.Root, Path.GetFullPath(Path.Combine(House.Root, room, (string)reference.Attribute("Include")!)))))
            .ToArray());

    private static string Room(string project) => Path.GetDirectoryName(project)!.Replace('\\', '/');

    [Fact]
    public void No_project_knows_a_room_that_its_arrows_do_not_point_to()
    {
        var projects = Projects().ToArray();
        projects.Select(project => project.Room).ShouldBe(s_allowed.Keys, ignoreOrder: true);
        foreach (var (room, knows) in projects)
            knows.Except(s_allowed[room]).ShouldBeEmpty($"{room} must not know");
    }

    [Fact]
    public void The_allowed_arrows_have_no_circle()
    {
        foreach (var room in s_allowed.Keys) Reach(room).ShouldNotContain(room);
    }

    [Fact]
    public void Contracts_and_grains_see_the_orleans_packages_in_place_of_the_embedded_engine_never_both()
    {
        foreach (var room in new[] { "grain-interfaces", "grains" })
        {
            var project = XDocument.Parse(House.Text(House.Files.Single(file => file.EndsWith(".csproj", StringComparison.Ordinal) && Room(file) == room)));
            foreach (var reference in project.Descendants("ProjectReference").Where(reference => ((string)reference.Attribute("Include")!).Contains("engine/", StringComparison.Ordinal)))
                ((string?)reference.Parent!.Attribute("Condition")).ShouldBe("'$(GrainEngine)' == 'embedded'", room);
            foreach (var package in project.Descendants("PackageReference").Where(package => ((string)package.Attribute("Include")!).Contains("Orleans", StringComparison.Ordinal)))
                ((string?)package.Parent!.Attribute("Condition")).ShouldBe("'$(GrainEngine)' == 'orleans'", room);
        }
    }

    [Fact]
    public void The_engine_knows_nothing_of_beauty()
    {
        foreach (var file in House.Sources("engine"))
            House.Text(file).ShouldNotContain("BeautyGrains.Contracts", customMessage: file);
    }

    private static HashSet<string> Reach(string room)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(s_allowed[room]);
        while (open.TryPop(out var next))
            if (reached.Add(next))
                foreach (var further in s_allowed[next]) open.Push(further);
        return reached;
    }
}
