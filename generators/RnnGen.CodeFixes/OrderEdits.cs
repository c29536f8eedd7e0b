using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>Attributes of a stack that change places.</summary>
internal static class OrderEdits
{
    public static Edit? InputFirst(FixTarget target)
        => Move(target, static (stack, input) => stack.All.First(other => other != input), behind: false);

    public static Edit? EmbeddingFirst(FixTarget target)
        => Move(target, static (stack, _) => stack.Layers.FirstOrDefault(), behind: false);

    public static Edit? BeforeLoss(FixTarget target)
        => Move(target, static (stack, _) => stack.All.FirstOrDefault(stack.IsLoss), behind: false);

    /// <summary>The last step directly behind the layer whose number the diagnostic has.</summary>
    public static Edit? BehindRecurrent(FixTarget target)
        => Move(target, (stack, _) => stack.Layers.ElementAtOrDefault(target.Number(3) - 1), behind: true);

    /// <summary>Dropout in front of the layer that computes the outputs; others only pass them on.</summary>
    public static Edit? BeforeLastLayer(FixTarget target) => Move(
        target,
        static (stack, _) => stack.Layers.LastOrDefault(layer => stack.IsRecurrent(layer) || stack.IsA(layer, "Dense")),
        behind: false);

    /// <summary>The read-out that the message names second behind the last recurrent layer.</summary>
    public static Edit? ReadOutLast(FixTarget target)
    {
        if (target.Type is not { } type)
            return null;
        var stack = new StackSyntax(type, target.Model);
        AttributeSyntax? readOut = stack.Layers.ElementAtOrDefault(target.Number(1) - 1);
        return Move(target, stack, readOut, stack.Layers.LastOrDefault(stack.IsRecurrent), behind: true);
    }

    private static Edit? Move(
        FixTarget target, Func<StackSyntax, AttributeSyntax, AttributeSyntax?> anchor, bool behind)
    {
        if (target is not { Type: { } type, Attribute: { } attribute })
            return null;
        var stack = new StackSyntax(type, target.Model);
        return Move(target, stack, attribute, anchor(stack, attribute), behind);
    }

    private static Edit? Move(
        FixTarget target, StackSyntax stack, AttributeSyntax? moved, AttributeSyntax? anchor, bool behind)
    {
        if (moved is null || anchor is null || moved == anchor)
            return null;
        List<AttributeSyntax> order = [.. stack.All.Where(other => other != moved)];
        order.Insert(order.IndexOf(anchor) + (behind ? 1 : 0), moved);
        string place = $"{(behind ? "behind" : "before")} [{StackSyntax.Title(anchor)}]";
        return target.Exchange(
            $"Move [{StackSyntax.Title(moved)}] {place}", AttributeSlots.Permute(stack.All, order));
    }
}
