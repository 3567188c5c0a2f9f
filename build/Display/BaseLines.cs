using K8sImage.Bases;

/// <summary>Says in a line of its own whenever the work on a base comes to another stage.</summary>
internal sealed class BaseLines : IProgress<BaseProgress>
{
    private string _last = "";

    public void Report(BaseProgress value)
    {
        if (value.Stage != _last)
        {
            _last = value.Stage;
            Console.WriteLine(value.Stage);
        }
    }
}
