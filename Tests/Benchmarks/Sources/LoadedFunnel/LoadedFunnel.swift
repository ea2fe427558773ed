import FunnelCore
import FunnelSources
import Glibc

/// Loads one file, then answers each question read from standard input with one line of JSON.
///
/// The counts are what a peer's SQL gives as well; time and memory are taken by who asks.
@main
struct LoadedFunnel {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      fatalError("LoadedFunnel takes the path of one file of events.")
    }
    let store = try load(CommandLine.arguments[1])
    tell("{\"events\": \(store.eventCount)}")
    try answerQuestions(about: LocalBackend(slicing: store))
  }

  /// Reads a file; nothing but the store stays in memory.
  private static func load(_ path: String) throws -> EventStore {
    guard let store = try EventFileReader().load(paths: [path]).makeLastStore() else {
      fatalError("The file holds no events.")
    }
    return store
  }

  private static func answerQuestions(about backend: LocalBackend) throws {
    while let line = readLine() {
      let query = try query(of: line)
      if line.split(separator: " ")[1].hasPrefix("#") {
        try tellCounts(of: query, by: backend)
      } else {
        let result = try backend.answer(query)
        tell(result.funnel, result.breakdowns)
      }
    }
  }

  /// Tells nothing but the counts, which must be known without the whole result.
  private static func tellCounts(of query: FunnelQuery, by backend: LocalBackend) throws {
    let isSplitOnce = query.breakdowns.count == 1
    let funnel = isSplitOnce ? nil : try backend.countsAtOnce(query)
    let groups = query.breakdowns.isEmpty ? [] : try backend.breakdownsAtOnce(query)
    guard isSplitOnce || funnel != nil, let groups else {
      fatalError("The counts alone are not known: \(query)")
    }
    tell(funnel, groups)
  }

  /// Tells the counts of the groups where there is one breakdown, otherwise those of all.
  private static func tell(_ funnel: FunnelNumbers?, _ breakdowns: [BreakdownNumbers]) {
    var groups = funnel.map { [("", $0)] } ?? []
    if let breakdown = breakdowns.first, breakdowns.count == 1 {
      groups = breakdown.groups.map { (name(of: $0.kind), $0.funnel) }
    }
    let fields = groups.map { name, funnel in
      "\"\(name)\": \(funnel.steps.map(\.count))"
    }
    tell("{\(fields.joined(separator: ", "))}")
  }

  /// A question is the window in days, what to split by (`-` for nothing, `*` for all that the dashboard
  /// shows at once) and the steps, with a space between each.
  ///
  /// `#`, alone or before what to split by, asks for nothing but the counts.
  private static func query(of line: String) throws -> FunnelQuery {
    let words = line.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count == 3, let days = Int64(words[0]) else {
      fatalError("This is no question: \(line)")
    }
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: words[2]))
    query.rules.window = .days(days)
    let split = words[1].hasPrefix("#") ? String(words[1].dropFirst()) : words[1]
    switch split {
    case "-", "": break
    case "*":
      query.breakdowns = [Breakdown(columns: ["device"]), Breakdown(columns: ["source"])]
      query.histogram = .automatic
    default:
      // What SQL does most easily: the funnel is run on each value's events.
      query.rules.attribution = .every
      query.breakdowns = [Breakdown(columns: [split])]
    }
    return query
  }

  private static func name(of kind: GroupNumbers.Kind) -> String {
    guard case .values(let values) = kind, values.count == 1, let value = values[0] else {
      // No peer has a group like this, so the comparison of the counts fails and shows it.
      return "\(kind)"
    }
    return value
  }

  private static func tell(_ line: String) {
    print(line)
    fflush(nil)
  }
}
