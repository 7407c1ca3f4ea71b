import Foundation
import Glibc
import SystemPackage
import Testing

@testable import RoostKit

@Suite struct TemporaryStoreTests {
    @Test func nothingIsLeftThoughSomebodyMakesFilesInIt() throws {
        var template = Array("/tmp/roost-kit-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for _ in 0..<20 {
            let store = try TemporaryStore(environment: ["XDG_RUNTIME_DIR": folder])
            let file = store.directory.appending("listener").string
            // In the folder at least once before it is removed, and until it is gone.
            let (begun, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            Thread {
                for _ in 0..<100_000 {
                    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
                    guard descriptor >= 0 else { break }
                    close(descriptor)
                    begun.signal()
                }
                ended.signal()
            }.start()
            begun.wait()
            store.remove()
            ended.wait()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }
}
