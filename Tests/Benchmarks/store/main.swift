import Glibc
import MailCore
import MessageStore
import SystemPackage

// store DIRECTORY: what a store costs, beside the same octets written by nobody in particular. Everything it writes
// goes to DIRECTORY and is removed.

let directory = FilePath(CommandLine.arguments.dropFirst().first ?? "/tmp").appending("roost-benchmark-\(getpid())")
try check(mkdir(directory.string, 0o700), "mkdir")
defer { remove(directory) }

try appendBesideTheFloor(records: 2_000)
try listAndClear(messages: 100_000, octets: 5 * 1024)
try delivery(messages: 500)
