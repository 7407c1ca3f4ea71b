import Glibc
import SystemPackage

/// Whether a directory is on a network or FUSE file system: another machine may change its files, and inotify does not
/// tell. Linux only: what `/proc/self/mountinfo` says of the device; false where it cannot be told.
func isOnNetwork(_ directory: FilePath) -> Bool {
    guard let device = try? FileStatus(of: directory).identity.device,
        let descriptor = try? openFile("/proc/self/mountinfo", O_RDONLY)
    else { return false }
    defer { closeFile(descriptor) }
    guard let table = try? Octets(reading: descriptor, 0..<(1024 * 1024)) else { return false }
    let text = table[0..<table.bytes.count].withBytes { String(decoding: $0, as: UTF8.self) }
    // 36 35 0:52 / /mnt rw,noatime shared:1 - nfs4 host:/export rw
    let name = "\(device >> 8 & 0xFFF):\(device & 0xFF | device >> 12 & 0xFFF00)"
    for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard words.count > 2, words[2] == name, let divider = words.firstIndex(of: "-"), divider + 1 < words.count
        else { continue }
        let type = words[divider + 1]
        return networkTypes.contains(String(type)) || type.hasPrefix("fuse")
    }
    return false
}

private let networkTypes: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "ceph", "afs", "coda", "vboxsf", "vmhgfs", "glusterfs",
]
