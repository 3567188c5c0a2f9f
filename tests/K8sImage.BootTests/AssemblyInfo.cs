using System.Runtime.Versioning;
using Xunit;

[assembly: SupportedOSPlatform("linux")]

// A guest takes a processor and its memory; two at a time is what a small machine has.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
