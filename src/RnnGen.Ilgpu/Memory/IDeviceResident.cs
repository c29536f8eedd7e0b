namespace RnnGen.Ilgpu;

/// <summary>Keeps something on a device that the host has not.</summary>
internal interface IDeviceResident
{
    /// <summary>Brings it to the host.</summary>
    /// <exception cref="DeviceException">The device has failed.</exception>
    void BringBack();
}
