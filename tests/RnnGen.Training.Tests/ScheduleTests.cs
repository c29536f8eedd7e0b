namespace RnnGen.Training.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void CosineAnnealing_AgreesWithLibraryCosine()
    {
        var schedule = new CosineAnnealing(997);
        var optimizer = new Sgd(1);
        schedule.Start(optimizer);
        for (int n = 1; n < 5000; n++)
        {
            schedule.Advance(optimizer);
            Assert.Equal((1 + Math.Cos(Math.PI * (n % (2 * 997)) / 997)) / 2, schedule.Rate, 1e-15);
        }
    }

    [Fact]
    public void WarmUp_ThenAnother_RunsBothFromTheirStart()
    {
        var schedule = new WarmUp(4, new ExponentialDecay(0.5), start: 0);
        Assert.Equal(ScheduleUnit.Epoch, schedule.Unit);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1, 0.5, 0.25], Rates(schedule, 1, 7));
        Assert.Equal([0, 1, 2, 2, 2], Rates(new WarmUp(2, start: 0), 2, 5));
    }

    [Fact]
    public void OneCycle_Variants_MatchPyTorch()
    {
        // torch.optim.lr_scheduler.OneCycleLR(max_lr=0.2, total_steps=12, three_phase=True[, anneal_strategy="linear"])
        double[] threeCos =
            [0.008, 0.0699579308439, 0.175857031824, 0.189003778463, 0.0924284786955, 0.0107895855271,
             0.00763033864852, 0.00624492378662, 0.00421693397878, 0.00212695360058, 0.0005733140382, 8e-07];
        double[] twoLinear =
            [0.008, 0.0818461538462, 0.155692307692, 0.190476228571, 0.1666668, 0.142857371429,
             0.119047942857, 0.0952385142857, 0.0714290857143, 0.0476196571429, 0.0238102285714, 7.99999999995e-07];
        AssertClose(threeCos, Rates(new OneCycle(0.2, 12) { ThreePhases = true }, 1, 12));
        AssertClose(twoLinear, Rates(new OneCycle(0.2, 12) { Straight = true }, 1, 12));
        double[] longer = Rates(new OneCycle(0.2, 12), 1, 15);
        Assert.Equal(longer[11], longer[14]);
    }

    [Fact]
    public void Restore_InTheMiddle_GoesOnAlike()
    {
        Func<LearningRateSchedule>[] makers =
        [
            static () => new StepDecay(3), static () => new MultiStepDecay([5, 2]),
            static () => new ExponentialDecay(0.9), static () => new CosineAnnealing(7),
            static () => new CosineWarmRestarts(2, 2), static () => new LinearRamp(),
            static () => new OneCycle(1, 10), static () => new ReduceOnPlateau(0.5, 1) { Cooldown = 1 },
            static () => new WarmUp(3, new ReduceOnPlateau(0.5, 0)),
        ];
        foreach (Func<LearningRateSchedule> make in makers)
        {
            LearningRateSchedule straight = make(), saved = make(), resumed = make();
            Sgd a = new(0.3), b = new(0.3);
            straight.Start(a);
            saved.Start(b);
            for (int i = 0; i < 6; i++)
            {
                straight.Advance(a, 1);
                saved.Advance(b, 1);
            }

            resumed.Restore(saved.Save());
            for (int i = 0; i < 6; i++)
            {
                straight.Advance(a, 1);
                resumed.Advance(b, 1);
                Assert.Equal(a.LearningRate, b.LearningRate);
            }

            Assert.Equal(straight.Save(), resumed.Save());
        }
    }

    [Fact]
    public void ReduceOnPlateau_NaN_CountsAsNoImprovement() =>
        Assert.Equal([1, 0.5, 0.25], Rates(new ReduceOnPlateau(0.5, 0), 1, 3));

    [Fact]
    public void ReduceOnPlateau_Maximise_WatchesTheOtherWay()
    {
        var schedule = new ReduceOnPlateau(0.5, 0) { Maximise = true, AbsoluteThreshold = true, Threshold = 0.1 };
        var optimizer = new Sgd(1);
        schedule.Start(optimizer);
        var rates = new List<double>();
        foreach (double metric in (double[])[0.5, 0.7, 0.75, 0.9])
        {
            schedule.Advance(optimizer, metric);
            rates.Add(optimizer.LearningRate);
        }

        Assert.Equal([1, 1, 0.5, 0.5], rates);
    }

    private static double[] Rates(LearningRateSchedule schedule, double baseRate, int count)
    {
        var optimizer = new Sgd(baseRate);
        schedule.Start(optimizer);
        var rates = new double[count];
        for (int i = 0; i < count; i++)
        {
            rates[i] = optimizer.LearningRate;
            schedule.Advance(optimizer);
        }

        return rates;
    }

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.True(GoldenFile.Error(actual, expected) < 1e-9, string.Join(", ", actual));
}
