public import FunnelCore
internal import Glibc
internal import Synchronization

/// A time zone of the system's zone data, such as `Europe/Berlin`.
///
/// The changes of its offset from 1900 to 2100 are asked of the C library once, so finding
/// an offset later needs neither the library nor its process-wide zone.
public struct NamedTimeZone: InputTimeZone, DisplayTimeZone {
  private struct Change {
    /// The moment from which the offset holds, in seconds since the epoch.
    var moment: Int64
    /// The local time from which it holds.
    var local: Int64
    var offset: Int64
  }

  /// The name it was found by.
  public let name: String
  private let firstOffset: Int64
  private let changes: [Change]

  /// Finds a zone by its name; throws when the system does not know it.
  public init(name: String) throws(SourceError) {
    guard name == "UTC" || Self.exists(name) else { throw .unknownZone(name: name) }
    self.name = name
    let (first, moments) = Self.scan(name)
    firstOffset = first
    var previous = first
    changes = moments.map { moment, offset in
      defer { previous = offset }
      // A local time that occurs twice is the first of the two; one that never occurs is read
      // with the offset from before the gap.
      return Change(moment: moment, local: moment + max(previous, offset), offset: offset)
    }
  }

  /// Returns the offset east of UTC at a local time.
  ///
  /// - Complexity: O(log changes).
  public func offsetSeconds(atLocal seconds: Int64) -> Int64 {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].local <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? firstOffset : changes[low - 1].offset
  }

  /// Returns the offset east of UTC at a moment, in seconds since the epoch.
  ///
  /// Before 1900 and after 2100 it is that of the nearest year known.
  ///
  /// - Complexity: O(log changes).
  public func offsetSeconds(at moment: Int64) -> Int64 {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].moment <= moment { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? firstOffset : changes[low - 1].offset
  }

  private static var folder: String {
    getenv("TZDIR").map { String(cString: $0) } ?? "/usr/share/zoneinfo"
  }

  /// The names the system lists, to suggest one for a misspelt one; none where it keeps no list.
  public static var knownNames: [String] {
    guard let file = fopen("\(folder)/tzdata.zi", "re") else { return [] }
    defer { fclose(file) }
    var names: [String] = []
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let line {
      // A zone is `Z name …`, another name for one `L zone name`.
      let words = String(cString: line).split { $0 == " " || $0 == "\n" }
      switch words.first {
      case "Z" where words.count > 1: names.append(String(words[1]))
      case "L" where words.count > 2: names.append(String(words[2]))
      default: break
      }
    }
    return names
  }

  private static func exists(_ name: String) -> Bool {
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("..") else { return false }
    guard let file = fopen("\(folder)/\(name)", "re") else { return false }
    defer { fclose(file) }
    var magic = [UInt8](repeating: 0, count: 4)
    return fread(&magic, 1, 4, file) == 4 && magic.elementsEqual("TZif".utf8)
  }

  /// The days from 1970-01-01 to the first of 1900 and of 2101.
  private static let days: ClosedRange<Int64> = -25_567...47_847

  /// The zone the C library works with is one for the whole process.
  private static let libraryZone = Mutex(())

  private static func scan(_ name: String) -> (first: Int64, [(moment: Int64, offset: Int64)]) {
    libraryZone.withLock { _ in
      let before = getenv("TZ").map { String(cString: $0) }
      setenv("TZ", name == "UTC" ? "UTC0" : ":" + name, 1)
      tzset()
      defer {
        if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
        tzset()
      }
      let day: Int64 = 86_400
      let first = offset(at: days.lowerBound * day)
      var found: [(Int64, Int64)] = []
      var current = first
      for number in (days.lowerBound + 1)...days.upperBound {
        let moment = number * day
        let now = offset(at: moment)
        guard now != current else { continue }
        var (low, high) = (moment - day, moment)
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(at: middle) == current { low = middle } else { high = middle }
        }
        found.append((high, now))
        current = now
      }
      return (first, found)
    }
  }

  private static func offset(at moment: Int64) -> Int64 {
    var time = time_t(moment)
    var parts = tm()
    localtime_r(&time, &parts)
    return Int64(parts.tm_gmtoff)
  }
}
