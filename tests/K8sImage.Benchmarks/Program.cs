using BenchmarkDotNet.Running;

namespace K8sImage.Benchmarks;

/// <summary>Runs the benchmarks that the command line names; <c>--filter '*'</c> runs all.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        if (arguments is ["scale"])
        {
            ScaleReport.Print();
            return;
        }
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
    }
}
