using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Emit.Ilgpu;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>One operation is one row in each table.</summary>
public class TableTests
{
    [Fact]
    public void OpInfo_EveryOperation_HasARow()
        => Assert.Equal(Enum.GetValues<Op>(), OpInfo.All.Select(static row => row.Op).Order());

    [Fact]
    public void OpInfo_Names_AreUnique()
        => Assert.Equal(OpInfo.All.Count(), OpInfo.All.Select(static row => row.Name).Distinct().Count());

    [Fact]
    public void Tables_EveryComputedOperation_HasARow()
    {
        (string Table, Func<Op, bool> Has)[] tables =
        [
            ("Autodiff/GradientRules", GradientRules.Has),
            ("Emit/CpuExpressions", CpuExpressions.Has),
            ("Emit/Ilgpu/IlgpuExpressions", IlgpuExpressions.Has),
            ("tests/RnnGen.Compiler.Tests/Support/StepInterpreter", StepInterpreter.Has),
        ];
        string[] wrong =
        [
            .. from row in OpInfo.All
               let computes = row.Class is OpClass.Pointwise or OpClass.Reduction
               from table in tables
               where table.Has(row.Op) != computes
               select $"{table.Table} {(computes ? "lacks" : "needs no row of")} {row.Op}",
        ];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Expressions_EveryComputedOperation_UseEveryArgument()
    {
        foreach (OpInfo row in OpInfo.All.Where(static row => row.Class is OpClass.Pointwise or OpClass.Reduction))
        {
            string[] arguments = [.. Enumerable.Range(0, row.Arity).Select(static i => $"arg{i}")];
            foreach (string text in new[]
                     {
                         CpuExpressions.Format(row.Op, arguments), IlgpuExpressions.Format(row.Op, arguments),
                     })
                Assert.All(arguments, argument => Assert.Contains(argument, text));
        }
    }
}
