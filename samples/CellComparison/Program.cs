using System.Globalization;
using CellComparison;
using RnnGen;
using Samples;

const int Steps = 60;
const double Tolerance = 0.1;

return SampleProgram.Run(args, SampleOptions.Plots, static arguments =>
{
    var problem = new AddingProblem(Steps, arguments.Seed);
    Sample<float>[] training = problem.Make(3000), validation = problem.Make(500), test = problem.Make(1000);
    Console.WriteLine($"Add the two marked numbers of {Steps}: {training.Length} problems to learn from");

    Result[] results =
    [
        Run("LSTM", static seed => new LstmAdder(seed)),
        Run("GRU", static seed => new GruAdder(seed)),
        Run("update gate", static seed => new UpdateGateAdder(seed)),
    ];

    Console.WriteLine();
    Console.WriteLine("On new problems; the curve is the validation loss, epoch by epoch, a full block for guessing");
    Console.WriteLine($"{"cell",-12} {"parameters",10} {"s/epoch",8} {"loss",8} {"within 0.1",11}   curve");
    foreach (Result result in results)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Cell,-12} {result.Parameters,10:N0} {result.SecondsPerEpoch,8:F2} {result.Test.Loss,8:F5} "
            + $"{result.Test["right"],11:P1}   {result.Curve}"));
    }

    if (arguments.Plots is { } folder)
        CellPictures.Save(folder, results, test);

    // Same data, same order, same settings: only the cell differs.
    Result Run(string cell, Func<ulong, Model<float>> make)
    {
        Model<float> model = make(arguments.Seed);
        Console.WriteLine();
        Console.WriteLine(model);
        using var progress = new ConsoleProgress { EveryEpochs = 5 };
        using var trainer = new Trainer<float>(model, new Adam(5e-3))
        {
            ClipNorm = 1,
            MaxSteps = arguments.Steps,
            Metrics = { new WithinTolerance(Tolerance) },
            Progress = progress,
        };
        TrainingHistory history = trainer.Fit(training, validation, epochs: arguments.Epochs ?? 20);

        string file = Path.Combine(AppContext.BaseDirectory, $"{model.Info.Name}.safetensors");
        model.Save(file);
        Model<float> saved = make(0);
        saved.Load(file);
        return new Result(cell, saved, history, saved.Evaluate(test, [new WithinTolerance(Tolerance)]));
    }
});
