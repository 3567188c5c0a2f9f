using System.Diagnostics;
using System.Globalization;
using K8sImage.BootTests;
using K8sImage.Files;
using K8sImage.Fuzzing;

// Arguments: how many files, for how many seconds at most, the seed, and where faults and their files go.
var count = int.Parse(args[0], CultureInfo.InvariantCulture);
var patience = TimeSpan.FromSeconds(int.Parse(args[1], CultureInfo.InvariantCulture));
var seed = int.Parse(args[2], CultureInfo.InvariantCulture);
var output = Path.GetFullPath(args[3]);

using var kept = OwnedOutput.Open(
    Path.GetDirectoryName(output)!,
    Path.GetFileName(output),
    owner: null
);

// What is left in one of these by a read is an output: beside the file, in the working directory, in that of temporary files.
using var staging = kept.Staging();
var work = staging.File("work");
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
        var file = $"{seed}-{number}-{fault.Sample.Name}";
        kept.Claim([file, file + ".txt"]);
        Directory.CreateDirectory(output);
        var name = Path.Combine(output, file);
        File.WriteAllBytes(name, fault.Bytes);
        File.WriteAllText(name + ".txt", fault.Text);
        Console.WriteLine($"{name}: {fault.Text.Split('\n')[0]}");
    }
    if ((number + 1) % 10_000 == 0)
    {
        Console.WriteLine($"{number + 1} files, {clock.Elapsed.TotalSeconds:F0} s");
    }
}
Console.WriteLine(
    $"{number} of {count} files in {clock.Elapsed.TotalSeconds:F0} s{(number < count ? ", stopped by the time bound" : "")}"
);
Console.WriteLine(run.Summary());
return run.Faults == 0 ? 0 : 1;
