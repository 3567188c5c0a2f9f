using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace K8sImage.Steps.Templates;

/// <summary>
/// Ends a template that takes more memory, and with it more time, than any sound one: Fluid counts steps, but forty steps
/// that double a text are enough to fill a machine. What it writes, assigns and captures is watched.
/// </summary>
internal sealed class AllocationGuard : AstRewriter
{
    // The hosts of 10,000 nodes take a tenth of this.
    private const long MaxBytes = 128 << 20;

    [ThreadStatic]
    private static long _limit;

    /// <summary>Begins to count for the template that this thread fills in next.</summary>
    public static void Begin() => _limit = GC.GetAllocatedBytesForCurrentThread() + MaxBytes;

    /// <summary>What a template assigns or captures.</summary>
    public static ValueTask<FluidValue> Kept(string name, FluidValue value, TemplateContext context)
    {
        Check();
        return new ValueTask<FluidValue>(value);
    }

    /// <inheritdoc/>
    protected override Statement VisitOutputStatement(OutputStatement outputStatement) =>
        new Guarded(outputStatement);

    /// <inheritdoc/>
    protected override Statement VisitTextSpanStatement(TextSpanStatement textSpanStatement) =>
        new Guarded(textSpanStatement);

    /// <inheritdoc/>
    protected override Expression VisitRangeExpression(RangeExpression rangeExpression) =>
        new GuardedRange(rangeExpression);

    private static void Check()
    {
        if (GC.GetAllocatedBytesForCurrentThread() > _limit)
        {
            throw new FluidException($"it takes more than {MaxBytes >> 20} MiB of memory");
        }
    }

    // Fluid makes a list of all its numbers before the first one is used.
    private sealed class GuardedRange(RangeExpression range) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var from = (await range.From.EvaluateAsync(context)).ToNumberValue();
            var to = (await range.To.EvaluateAsync(context)).ToNumberValue();
            return to - from < TemplateRenderer.MaxSteps
                ? await range.EvaluateAsync(context)
                : throw new FluidException("the range has too many numbers");
        }
    }

    private sealed class Guarded(Statement statement) : Statement
    {
        public override ValueTask<Completion> WriteToAsync(
            TextWriter writer,
            TextEncoder encoder,
            TemplateContext context
        )
        {
            Check();
            return statement.WriteToAsync(writer, encoder, context);
        }
    }
}
