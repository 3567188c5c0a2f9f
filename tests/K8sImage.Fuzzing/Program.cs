using System.Diagnostics;
using System.Globalization;
using K8sImage.BootTests;
using K8sImage.Fuzzing;

// Arguments: how many files, for how many seconds at most, the seed, and where faults and their files go.
var count = int.Parse(args[0], CultureInfo.InvariantCulture);
var patience = TimeSpan.FromSeconds(int.Parse(args[1], CultureInfo.InvariantCulture));
var seed = int.Parse(args[2], CultureInfo.InvariantCulture);
var output = Path.GetFullPath(args[3]);

if (Directory.Exists(output))
{
    Directory.Delete(output, recursive: true);
}

// What is left in one of these by a read is an output: beside the file, in the working directory, in that of temporary files.
var work = Path.Combine(output, "work");
foreach (var directory in new[] { "steps", "roles", "current", "temporary" })
{
    Directory.CreateDirectory(Path.Combine(work, directory));
}
Environment.CurrentDirectory = Path.Combine(work, "current");
Environment.SetEnvironmentVariable("TMPDIR", Path.Combine(work, "temporary"));

Console.WriteLine($"seed {seed}, at most {count} files or {patience.TotalSeconds} seconds");
var run = new FuzzRun(Repository.Root, work, seed);
var clock = Stopwatch.StartNew();
var number = 0;
for (; number < count && clock.Elapsed < patience; number++)
{
    if (run.Try(number) is { } fault)
    {
        var name = Path.Combine(output, $"{seed}-{number}-{fault.Sample.Name}");
        File.WriteAllBytes(name, fault.Bytes);
        File.WriteAllText(name + ".txt", fault.Text);
        Console.WriteLine($"{name}: {fault.Text.Split('\n')[0]}");
    }
    if ((number + 1) % 10_000 == 0)
    {
        Console.WriteLine($"{number + 1} files, {clock.Elapsed.TotalSeconds:F0} s");
    }
}
Directory.Delete(work, recursive: true);
Console.WriteLine(
    $"{number} of {count} files in {clock.Elapsed.TotalSeconds:F0} s{(number < count ? ", stopped by the time bound" : "")}"
);
Console.WriteLine(run.Summary());
return run.Faults == 0 ? 0 : 1;
