import FunnelCore
import FunnelDemo
import FunnelSources

/// What the user asked for on the command line.
struct Options {
  /// What the program does.
  enum Command: String, CaseIterable {
    case dashboard, report, demo, inspect, users, reconcile, snapshot, generate

    /// What messages call the command.
    var words: String { self == .dashboard ? "the dashboard" : rawValue }
  }

  /// When colours are used.
  enum Color: String, CaseIterable { case auto, always, never }

  /// How the screen is coloured.
  enum Theme: String, CaseIterable { case auto, mono }

  /// A request that is answered instead of running a command.
  enum Request {
    case help(Command?)
    case version
  }

  var command = Command.dashboard
  /// Whether the events are those of the simulated shop.
  var isDemo: Bool { command == .demo }
  var request: Request?
  var paths: [String] = []
  /// The names of the options that were given.
  var given: Set<String> = []

  var funnel: FunnelDefinition?
  var breakdowns: [Breakdown] = []
  var filter: Predicate?
  /// The product whose rules the changes below start from.
  var preset: RulePreset?
  /// Single rules that were given, in their order.
  var ruleChanges: [@Sendable (inout FunnelRules) -> Void] = []
  /// The events excluded from every hop.
  var excluded: [EventMatcher] = []
  var trend: TrendPeriod.Interval?
  var histogram: HistogramBins?
  var hop: Hop?
  /// The period to compare with: `previous` or two dates.
  var compare: String?
  var groupLimit = 10
  var from: String?
  var to: String?

  var inputFormat: String?
  var unitColumn: String?
  var timeColumn: String?
  var eventColumn: String?
  var sessionColumn: String?
  var idColumn: String?
  var keepColumns: [String]?
  var hasHeader = true
  var zone: NamedTimeZone?
  var maxRejected: String?
  /// How many bytes of memory the program may take.
  var maxMemory: Int?
  var follows = false

  /// How the command prints, one of its own formats; nil for its usual one.
  var format: String?
  var output: String?
  var ascii = false
  var color = Color.auto
  var theme = Theme.auto
  var plain = false

  var userCount = ShopSimulation.defaultUsers
  var seed = ShopSimulation.defaultSeed
}
