using System.Runtime.ExceptionServices;

namespace RnnGen.Ilgpu;

/// <summary>
/// Those that keep on a device what the host has not: each is asked for it before the device goes. What nobody else
/// has any more is forgotten.
/// </summary>
internal sealed class DeviceResidents
{
    private readonly List<WeakReference<IDeviceResident>> _all = [];

    /// <summary>How many there are.</summary>
    public int Count => Present().Count;

    /// <summary>Enters one.</summary>
    public void Enter(IDeviceResident one)
    {
        lock (_all)
            _all.Add(new WeakReference<IDeviceResident>(one));
    }

    /// <summary>Has one forgotten, which has brought back what it had or could not.</summary>
    public void Leave(IDeviceResident one)
    {
        lock (_all)
            _all.RemoveAll(reference => !reference.TryGetTarget(out IDeviceResident? found) || found == one);
    }

    /// <summary>Asks all of them, whatever comes of one; throws the first error.</summary>
    public void BringBack()
    {
        ExceptionDispatchInfo? first = null;
        foreach (IDeviceResident one in Present())
        {
            try
            {
                one.BringBack();
            }
            catch (Exception e)
            {
                first ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        first?.Throw();
    }

    private List<IDeviceResident> Present()
    {
        lock (_all)
        {
            var present = new List<IDeviceResident>();
            foreach (WeakReference<IDeviceResident> reference in _all)
            {
                if (reference.TryGetTarget(out IDeviceResident? one))
                    present.Add(one);
            }

            return present;
        }
    }
}
