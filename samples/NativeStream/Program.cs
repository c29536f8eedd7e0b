using System.Runtime.CompilerServices;
using NativeStream;
using Samples;

if (args is ["--check"])
    return Check.Run();

// A constant where the program is native: the trimmer then leaves out training and all that only it needs.
if (RuntimeFeature.IsDynamicCodeSupported && args is not ["--stream"])
    return SampleProgram.Run(args, SampleOptions.None, Training.Run);

using var filter = new Filter(Console.OpenStandardInput(), Console.OpenStandardOutput());
return filter.Run();
