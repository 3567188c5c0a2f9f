using System.Reflection;
using Nuke.Common.Output;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>One run of a build, from its command line to its exit code.</summary>
internal static class BuildManager
{
    private const int FailureCode = -1;
    private const string Logo = "NUKE's API 10.1.0, run by the stand-in in build/Nuke.Common";

    public static int Execute(
        Func<NukeBuild> create,
        Type type,
        IReadOnlyCollection<string> defaults,
        IEnumerable<string> arguments
    )
    {
        BuildConsole.UseUtf8();
        try
        {
            var commandLine = new CommandLine(arguments);
            var parameters = Parameter.Of(type);
            commandLine.RejectUnknown([.. parameters, .. Parameter.OfRunner]);
            var workingDirectory = Environment.CurrentDirectory;
            NukeBuild.RootDirectory = Root.Find(commandLine, workingDirectory);
            var values = new ParameterValues(
                commandLine,
                ParameterValues.EnvironmentOf(Environment.GetEnvironmentVariables()),
                ParametersFile.Read(
                    NukeBuild.RootDirectory,
                    [.. parameters, .. Parameter.OfRunner]
                ),
                workingDirectory,
                NukeBuild.RootDirectory
            );
            NukeBuild.Verbosity =
                values.ValueOf(Parameter.Verbosity) as Verbosity? ?? Verbosity.Normal;
            NukeBuild.Host = values.ValueOf(Parameter.Host) as Host ?? Host.Default;
            if (values.ValueOf(Parameter.NoLogo) is not true)
            {
                BuildConsole.Write(new Line(Logo), new Line(""));
            }

            var build = create();
            values.Inject(build, parameters);
            var targets = TargetFactory.Create(build, defaults);
            BuildSchema.Update(NukeBuild.RootDirectory, CompiledAt(type), targets, parameters);
            return new BuildRun(build, targets, parameters, values).Execute(
                commandLine.Positionals
            );
        }
        catch (BuildError error)
        {
            BuildConsole.WriteError(error.Message);
            return FailureCode;
        }
#pragma warning disable CA1031 // A build's own code runs before its first target, too.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var cause = error is TargetInvocationException { InnerException: { } inner }
                ? inner
                : error;
            foreach (var line in ErrorText.Lines(cause))
            {
                BuildConsole.WriteError(line.Text);
            }
            return FailureCode;
        }
    }

    private static DateTime CompiledAt(Type build)
    {
        var own = File.GetLastWriteTimeUtc(typeof(NukeBuild).Assembly.Location);
        var builds = File.GetLastWriteTimeUtc(build.Assembly.Location);
        return own > builds ? own : builds;
    }
}
