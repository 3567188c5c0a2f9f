using K8sImage.Validation;
using Nuke.Common;

internal sealed partial class Build
{
    [Example]
    private Target Schemas =>
        _ =>
            _.Description("Write the JSON Schemas for editors: images/*.json, cloud-init/*.json")
                .Executes(() =>
                    FindingPrinter.Run(_ =>
                    {
                        SchemaFiles.Write(RootDirectory);
                        foreach (var path in SchemaFiles.All.Keys)
                        {
                            Console.WriteLine(path);
                        }
                    })
                );
}
