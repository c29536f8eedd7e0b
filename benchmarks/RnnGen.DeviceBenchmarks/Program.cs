#if HAS_ILGPU
using RnnGen.DeviceBenchmarks;

if (DeviceOptions.Parse(args) is { } options)
    return new DeviceCommand(options).Run();
Console.Error.WriteLine(DeviceOptions.Usage);
#else
Console.Error.WriteLine("This build has no devices, because ILGPU could not be restored.");
#endif
return 2;
