using System.Diagnostics;
using System.Globalization;

namespace K8sImage.Benchmarks;

/// <summary>How time and memory grow with the number of nodes, when each node has all of them in its hosts.</summary>
internal static class ScaleReport
{
    private static readonly int[] Sizes = [100, 1_000, 3_000, 10_000];

    public static void Print()
    {
        Console.WriteLine("| nodes | MiB written | seconds | MiB/s | peak of the process, MiB |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var nodes in Sizes)
        {
            using var cluster = new BenchmarkCluster(nodes);
            var watch = Stopwatch.StartNew();
            var result = cluster.Bake();
            var seconds = watch.Elapsed.TotalSeconds;
            var written = MiB(result.Nodes.Sum(node => node.Image.Files.Sum(file => file.Size)));
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {nodes} | {written:f0} | {seconds:f2} | {written / seconds:f0} | {MiB(process.PeakWorkingSet64):f0} |"
                )
            );
        }
    }

    private static double MiB(long bytes) => bytes / 1024.0 / 1024.0;
}
