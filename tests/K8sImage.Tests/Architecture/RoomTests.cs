using System.Reflection;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using K8sImage.Findings;
using Xunit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace K8sImage.Tests.Architecture;

/// <summary>Data flows one way through the rooms: a room knows only those to its left.</summary>
public sealed class RoomTests
{
    private static readonly System.Reflection.Assembly Library = typeof(Finding).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader()
        .LoadAssemblies(Library)
        .Build();

    private static readonly string[] Rooms =
    [
        "Findings",
        "Options",
        "Files",
        "Tools",
        "Yaml",
        "Clusters",
        "Steps",
        "Seeds",
        "Bases",
        "Validation",
        "Machines",
        "Verification",
        "Disks",
        "Reports",
        "Faults",
        "HandOver",
        "Packing",
        "Commands",
    ];

    private static readonly string[] Built =
    [
        .. Rooms.Where(room => Library.GetTypes().Any(type => RoomOf(type) == room)),
    ];

    private static IEnumerable<ITypeDependency> Dependencies =>
        Architecture.Types.SelectMany(type => type.Dependencies);

    public static TheoryData<string> NamesOfBuilt => [.. Built];

    [Fact]
    public void Every_type_stands_in_a_room() =>
        Assert.All(Library.GetExportedTypes(), type => Assert.Contains(RoomOf(type), Rooms));

    [Theory]
    [MemberData(nameof(NamesOfBuilt))]
    public void A_room_knows_only_rooms_to_its_left(string room)
    {
        foreach (var right in Built[(Array.IndexOf(Built, room) + 1)..])
        {
            Types()
                .That()
                .ResideInNamespaceMatching(NamespacesOf(room))
                .Should()
                .NotDependOnAny(Types().That().ResideInNamespaceMatching(NamespacesOf(right)))
                .Check(Architecture);
        }
    }

    [Fact]
    public void The_library_never_writes_to_the_console() =>
        Assert.DoesNotContain(
            Dependencies,
            dependency => dependency.Target.FullName == typeof(Console).FullName
        );

    [Fact]
    public void The_library_never_ends_the_process() =>
        Assert.DoesNotContain(
            Dependencies.OfType<MethodCallDependency>(),
            call =>
                call.Target.FullName == typeof(Environment).FullName
                && call.TargetMember.Name.Split('(')[0]
                    is nameof(Environment.Exit)
                        or nameof(Environment.FailFast)
        );

    [Fact]
    public void Every_rule_has_a_code_of_its_own_out_of_the_range_of_its_room()
    {
        Dictionary<string, string> ranges = new()
        {
            ["Yaml"] = "K8S0",
            ["Clusters"] = "K8S1",
            ["Steps"] = "K8S2",
            ["Files"] = "K8S3",
            ["Seeds"] = "K8S3",
            ["Bases"] = "K8S4",
            ["Tools"] = "K8S4",
            ["Findings"] = "K8S8",
            ["Options"] = "K8S6",
            ["Validation"] = "K8S8",
            ["Machines"] = "K8S5",
            ["Verification"] = "K8S6",
            ["Reports"] = "K8S6",
            ["Faults"] = "K8S7",
            ["Disks"] = "K8S7",
            ["HandOver"] = "K8S7",
            ["Packing"] = "K8S9",
        };
        var rules = Library
            .GetTypes()
            .SelectMany(type =>
                type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            )
            .Where(field => field.FieldType == typeof(Rule))
            .Select(field =>
                (Room: RoomOf(field.DeclaringType!), Rule: (Rule)field.GetValue(null)!)
            )
            .ToArray();
        Assert.NotEmpty(rules);
        Assert.All(
            rules,
            rule => Assert.Matches($"^{ranges[rule.Room]}[0-9][0-9]$", rule.Rule.Code)
        );
        Assert.Equal(rules.Length, rules.Select(rule => rule.Rule.Code).Distinct().Count());
    }

    private static string NamespacesOf(string room) => $@"^K8sImage\.{room}(\..*)?$";

    private static string RoomOf(System.Type type) =>
        (type.Namespace ?? "").Split('.') is ["K8sImage", var room, ..] ? room : "";
}
