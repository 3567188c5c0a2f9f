using K8sImage.Files;
using K8sImage.Validation;
using Nuke.Common;

internal sealed partial class Build
{
    [Example]
    private Target Schemas =>
        _ =>
            _.Description("Write the JSON Schemas for editors: images/*.json, cloud-init/*.json")
                .Executes(() =>
                {
                    foreach (var (path, text) in SchemaFiles.All)
                    {
                        WholeFile.Write(RootDirectory / path, text);
                        Console.WriteLine(path);
                    }
                });
}
