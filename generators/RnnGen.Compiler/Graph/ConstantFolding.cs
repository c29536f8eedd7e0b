namespace RnnGen.Compiler.Graph;

/// <summary>Arithmetic on numbers that the declaration states; anything that needs libm is left to run time.</summary>
internal static class ConstantFolding
{
    public static double? Fold(Op op, Node[] args) => op switch
    {
        Op.Add => args[0].Value + args[1].Value,
        Op.Subtract => args[0].Value - args[1].Value,
        Op.Multiply => args[0].Value * args[1].Value,
        Op.Divide => args[0].Value / args[1].Value,
        Op.Max => Math.Max(args[0].Value, args[1].Value),
        Op.Min => Math.Min(args[0].Value, args[1].Value),
        Op.Relu => Math.Max(args[0].Value, 0),
        Op.Abs => Math.Abs(args[0].Value),
        Op.Sqrt => Math.Sqrt(args[0].Value),
        _ => null,
    };
}
