using K8sImage.Bases;

/// <summary>
/// Says in a line of its own whenever the work on a base comes to another stage, and whenever another tenth of a stage is
/// done, if that is known.
/// </summary>
internal sealed class BaseLines : IProgress<BaseProgress>
{
    private string _last = "";
    private int _tenths;

    public void Report(BaseProgress value)
    {
        if (value.Stage != _last)
        {
            (_last, _tenths) = (value.Stage, 0);
            Console.WriteLine(value.Stage);
        }
        if ((int)(value.Fraction * 10 ?? 0) is var tenths && tenths > _tenths)
        {
            _tenths = tenths;
            Console.WriteLine($"  {value.Detail}");
        }
    }
}
