using System.Xml.Linq;

namespace K8sImage.BootTests.Libvirt;

/// <summary>A machine as libvirt describes it (libvirt's documentation, "Domain XML format").</summary>
public sealed class DomainXml
{
    private readonly XElement _domain;

    private DomainXml(XElement domain) => _domain = domain;

    public static DomainXml Read(string path) => new(XElement.Load(path));

    /// <summary>For a processor that can't virtualise: what the bundle's file says in its comment.</summary>
    public DomainXml Emulated()
    {
        _domain.SetAttributeValue("type", "qemu");
        _domain.Element("cpu")!.SetAttributeValue("mode", "maximum");
        return this;
    }

    /// <summary>Its serial ports in files, in the place of the one that <c>virsh console</c> shows.</summary>
    public DomainXml WithSerialPorts(params IReadOnlyList<string> paths)
    {
        var devices = _domain.Element("devices")!;
        devices.Elements("serial").Concat(devices.Elements("console")).Remove();
        devices.Add(
            paths.Select(
                (path, number) =>
                    new XElement(
                        "serial",
                        new XAttribute("type", "file"),
                        new XElement("source", new XAttribute("path", path)),
                        new XElement("target", new XAttribute("port", number))
                    )
            )
        );
        return this;
    }

    /// <summary>A text of the machine's maker (SMBIOS, type 11), where systemd looks for credentials.</summary>
    public DomainXml WithOemString(string text)
    {
        var os = _domain.Element("os")!;
        os.Add(new XElement("smbios", new XAttribute("mode", "sysinfo")));
        os.AddBeforeSelf(
            new XElement(
                "sysinfo",
                new XAttribute("type", "smbios"),
                new XElement("oemStrings", new XElement("entry", text))
            )
        );
        return this;
    }

    public void Save(string path) => _domain.Save(path);
}
