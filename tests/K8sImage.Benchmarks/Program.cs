using BenchmarkDotNet.Running;

namespace K8sImage.Benchmarks;

/// <summary>Runs the benchmarks that the command line names; <c>--filter '*'</c> runs all but the reports <c>scale</c>, <c>boots</c> and <c>disks</c>.</summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        if (arguments is ["scale"])
        {
            ScaleReport.Print();
            return;
        }
        if (arguments is ["boots"] && OperatingSystem.IsLinux())
        {
            await BootReport.PrintAsync();
            return;
        }
        if (arguments is ["disks"] && OperatingSystem.IsLinux())
        {
            await DiskReport.PrintAsync();
            return;
        }
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
    }
}
