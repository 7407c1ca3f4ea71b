import Glibc

// hot: lists the hot paths, each with the count it is measured at. hot PATH COUNT: goes that path so many times, with all that it needs made before. What a
// processor does for one time is the difference of two counts; hot.py takes it from callgrind.

let arguments = CommandLine.arguments.dropFirst()
if arguments.isEmpty {
    for path in HotPath.all { print(path.name, path.count) }
} else {
    guard arguments.count == 2, let name = arguments.first, let path = HotPath.all.first(where: { $0.name == name }),
        let count = arguments.last.flatMap({ Int($0) })
    else {
        print("usage: hot [PATH COUNT]")
        exit(2)
    }
    let once = try path.prepare()
    for number in 0..<count { try once(number) }
}
