import Foundation
import InternetMessage

// parse ROUNDS FILE…: reads the messages so many times, each part decoded, defects and checks found; says how many
// seconds that took. parsers.py sets other parsers beside it.

let arguments = CommandLine.arguments.dropFirst()
guard let rounds = arguments.first.flatMap({ Int($0) }), arguments.count > 1 else {
    print("usage: parse ROUNDS FILE…")
    exit(2)
}
let contents = try arguments.dropFirst().map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
let start = ContinuousClock.now
var octets = 0
for _ in 0..<rounds {
    for content in contents { _ = MessageReader(content: content).examine { _, body in octets += body.count } }
}
let seconds = (ContinuousClock.now - start) / .seconds(1)
print(seconds, octets)
