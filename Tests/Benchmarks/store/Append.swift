import BenchmarkMail
import Glibc
import MailCore
import MessageStore
import SystemPackage

/// Appends with a sync for each batch, and the same count of octets by plain `write` and `fdatasync` in turn with it.
func appendBesideTheFloor(records: Int) throws {
    print("\nAppend\n\n| batch | messages/s | of the floor |\n|---|---|---|")
    for batch in [1, 16, 64] {
        var ratios: [Double] = []
        var rates: [Double] = []
        for _ in 0..<5 {
            let path = directory.appending("append")
            let store = try open(path)
            let capture = Mail.capture(Mail.plain(octets: 1024))
            _ = try store.append([.message(capture)])
            let before = size(of: path)
            let own = try seconds {
                for _ in 0..<(records / batch) {
                    _ = try store.append(Array(repeating: NewRecord.message(capture), count: batch))
                }
            }
            let length = (size(of: path) - before) / (records / batch * batch)
            let floor = try plain(records: records, batch: batch, length: length)
            remove(path)
            ratios.append(floor / own)
            rates.append(Double(records) / own)
        }
        print("| \(batch) | \(Int(median(rates))) | \(rounded(median(ratios))) |")
    }
}

private func plain(records: Int, batch: Int, length: Int) throws -> Double {
    let path = directory.appending("plain").string
    let descriptor = Glibc.open(path, O_CREAT | O_RDWR | O_APPEND, 0o600)
    try check(descriptor, "open")
    defer {
        close(descriptor)
        unlink(path)
    }
    let octets = [UInt8](repeating: 0x78, count: length)
    return try seconds {
        for record in 1...records {
            try check(write(descriptor, octets, length), "write")
            if record % batch == 0 { try check(fdatasync(descriptor), "fdatasync") }
        }
    }
}
