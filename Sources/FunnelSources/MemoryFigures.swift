internal import Glibc

/// What the system says about memory, in bytes.
struct MemoryFigures: Sendable {
  /// How much this process has.
  var resident: @Sendable () -> Int
  /// How much more there is to have before the machine or its container suffers; nil when unknown.
  var available: @Sendable () -> Int?

  /// The figures of this process on this machine.
  static let system = MemoryFigures(
    resident: {
      let pages = words(of: "/proc/self/statm").dropFirst().first.flatMap { Int($0) }
      return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
    },
    available: { [availableInMachine(), availableInGroups()].compactMap(\.self).min() })

  private static func availableInMachine() -> Int? {
    value(of: "MemAvailable:", in: words(of: "/proc/meminfo")).map { $0 << 10 }
  }

  /// The least that the control groups of this process leave, which a container limits.
  private static func availableInGroups() -> Int? {
    let root = "/sys/fs/cgroup"
    var least: Int?
    for line in text(of: "/proc/self/cgroup").split(separator: "\n") where line.hasPrefix("0::") {
      var path = line.dropFirst(3)
      while true {
        if let left = availableInGroup(root + path) { least = min(least ?? left, left) }
        guard let slash = path.lastIndex(of: "/"), path.count > 1 else { break }
        path = path[..<slash]
      }
    }
    return least
  }

  private static func availableInGroup(_ folder: String) -> Int? {
    guard let limit = words(of: folder + "/memory.max").first.flatMap({ Int($0) }),
      let used = words(of: folder + "/memory.current").first.flatMap({ Int($0) })
    else { return nil }
    // Pages of files that were not used lately make room when it is needed.
    let idle = value(of: "inactive_file", in: words(of: folder + "/memory.stat")) ?? 0
    return max(0, limit - used + idle)
  }

  /// Returns the number behind a name.
  private static func value(of name: String, in words: [Substring]) -> Int? {
    guard let index = words.firstIndex(where: { $0 == name }), index + 1 < words.count else {
      return nil
    }
    return Int(words[index + 1])
  }

  private static func words(of path: String) -> [Substring] {
    text(of: path).split { $0 == " " || $0 == "\n" }
  }

  /// Returns what a small file of the system says, nothing when it is not there.
  private static func text(of path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 13)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
