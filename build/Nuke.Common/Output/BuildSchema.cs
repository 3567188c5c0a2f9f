using System.Text.Encodings.Web;
using System.Text.Json;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Parameters;

namespace Nuke.Common.Output;

/// <summary>
/// <c>.nuke/build.schema.json</c>: lets an editor complete <c>.nuke/parameters.json</c>. JSON Schema, draft 4.
/// </summary>
internal static class BuildSchema
{
    /// <summary>
    /// Writes the file if it says something else than before. It is only looked into where the build was compiled since:
    /// that is the one thing that changes it, and a comparison at every start would cost more than the start itself.
    /// </summary>
    public static void Update(
        AbsolutePath root,
        DateTime compiled,
        IReadOnlyCollection<ExecutableTarget> targets,
        IReadOnlyCollection<Parameter> parameters
    )
    {
        var file = root / ".nuke" / "build.schema.json";
        if (File.GetLastWriteTimeUtc(file) > compiled || new FileInfo(file).LinkTarget is not null)
        {
            return;
        }
        try
        {
            var schema = Bytes(targets, parameters);
            if (file.FileExists() && File.ReadAllBytes(file).AsSpan().SequenceEqual(schema))
            {
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
                return;
            }
            AbsolutePath temporary = $"{file}.{Environment.ProcessId}";
            File.WriteAllBytes(temporary, schema);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            BuildConsole.WriteError(
                $".nuke/build.schema.json could not be written: {error.Message}"
            );
        }
    }

    private static byte[] Bytes(
        IReadOnlyCollection<ExecutableTarget> targets,
        IReadOnlyCollection<Parameter> parameters
    )
    {
        var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-04/schema#");
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var parameter in parameters.Concat(Parameter.OfRunner))
            {
                json.WriteStartObject(parameter.Name);
                if (parameter.Description is { } description)
                {
                    json.WriteString("description", description);
                }
                WriteType(json, parameter, parameter.Type, targets);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        stream.Write("\n"u8);
        return stream.ToArray();
    }

    private static void WriteType(
        Utf8JsonWriter json,
        Parameter parameter,
        Type type,
        IReadOnlyCollection<ExecutableTarget> targets
    )
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsArray)
        {
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            WriteType(json, parameter, bare.GetElementType()!, targets);
            json.WriteEndObject();
            return;
        }
        json.WriteString(
            "type",
            bare == typeof(bool) ? "boolean"
                : bare == typeof(int) ? "integer"
                : "string"
        );
        string[] names =
            bare.IsEnum ? Enum.GetNames(bare)
            : bare == typeof(Host) ? Host.Names
            : parameter == Parameter.Target || parameter == Parameter.Skip
                ? [.. targets.Where(target => target.Listed).Select(target => target.Name)]
            : [];
        if (names.Length > 0)
        {
            json.WriteStartArray("enum");
            Array.ForEach(names, json.WriteStringValue);
            json.WriteEndArray();
        }
    }
}
