using RnnGen.Ilgpu.Tests.Suite;

// Published into a folder, these tests run where there is no SDK: `RnnGen.Ilgpu.Tests [name...]`. A test run of the SDK
// does not come by here.
using var suite = new SuiteRun(Console.Out);
return suite.Run(args) ? 0 : 1;
