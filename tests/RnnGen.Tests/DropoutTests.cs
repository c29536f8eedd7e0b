using RnnGen.Program;

namespace RnnGen.Tests;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Forward_DrawnMask_DependsOnSeedStepAndRowAsGiven(bool perStep)
    {
        var options = new RnnOptions { Dropout = 0.5, PerStep = perStep };
        var model = new RnnModel<float>(options, seed: 4);
        Batch<float> batch = Draw.Batch<float>(options, 21, 6, seed: 1);
        float[] plain = model.Forward(batch).Values;
        using Pass<float> pass = model.CreatePass();
        pass.Forward(batch);
        float[] dropped = pass.Outputs.ToArray();
        pass.Step = 1;
        pass.Forward(batch);
        Assert.NotEqual(dropped, pass.Outputs.ToArray());
        pass.Step = 0;
        pass.Forward(batch);
        Assert.Equal(dropped, pass.Outputs.ToArray());

        // What the documented generator gives for each row of the batch as given.
        ulong key = DropoutMask.Key(4, 0, 0);
        int steps = perStep ? 6 : 1;
        Span<float> mask = stackalloc float[options.Units];
        for (int row = 0; row < 21; row++)
        {
            for (int t = 0; t < steps; t++)
            {
                DropoutMask.Fill(mask, key, row, t, 0.5);
                for (int j = 0; j < options.Units; j++)
                {
                    int at = (((row * steps) + t) * options.Units) + j;
                    Assert.Equal(plain[at] * mask[j], dropped[at]);
                }
            }
        }
    }

    [Fact]
    public void Forward_Evaluation_DropsNothing()
    {
        var options = new RnnOptions { Dropout = 0.9 };
        var model = new RnnModel<float>(options);
        Batch<float> batch = Draw.Batch<float>(options, 5, 4, seed: 1);
        using Pass<float> pass = model.CreatePass();
        pass.Forward(batch, training: false);
        Assert.Equal(model.Forward(batch).Values, pass.Outputs.ToArray());
    }
}
