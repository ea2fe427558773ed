import Foundation
import FunnelCore
import Testing

@testable import FunnelReport

@Suite struct RuleTextTests {
  private static let plain =
    "users, steps in order with anything between, all within 14 days of the entry, every entry tried"

  private static func rules(_ change: (inout FunnelRules) -> Void) -> FunnelRules {
    var rules = FunnelRules()
    change(&rules)
    return rules
  }

  /// Rules and the words that tell them and nothing else does.
  private static let cases: [(FunnelRules, String)] = [
    (rules { $0.unit = .session }, "sessions (ended by 30 minutes of silence), "),
    (
      rules { ($0.unit, $0.sessionGap) = (.session, Microseconds(seconds: 60)) },
      "sessions (ended by 1 minute of silence), "
    ),
    (rules { $0.unit = .column("order id") }, "values of order id, "),
    (rules { $0.counted = .attempts }, "attempts of users, "),
    (rules { $0.order = .strict }, "steps in order with nothing between, "),
    (
      rules { ($0.order, $0.ignored) = (.strict, [EventMatcher(name: .exact("ping"))]) },
      "nothing between but ping, "
    ),
    (rules { $0.order = .any }, "steps in any order, all within 14 days of the first"),
    (rules { $0.window = nil }, "without a time limit"),
    (
      rules { ($0.window, $0.windowOrigin) = (.days(1), .previous) },
      "each within 1 day of the step before"
    ),
    (rules { $0.entry = .first }, "first entry only"),
    (rules { $0.ties = .fileOrder }, ", equal times in the file's order"),
    (
      rules { $0.ties = .rounded(Microseconds(seconds: 2)) }, ", times rounded down to 2 seconds"
    ),
    (rules { $0.reusesEvents = true }, ", one event may fill several steps"),
    (
      rules { $0.excluded = .removed },
      ", users removed whose furthest attempts an excluded event all stopped"
    ),
    (rules { $0.heldColumn = "order" }, ", all events of a chain with the same order"),
    (rules { $0.reportedChain = .latestEntry }, ", times of the chain with the latest entry"),
    (rules { $0.reportedChain = .firstCompletion }, ", times of the chain that is complete first"),
    (rules { $0.countsZeroHops = false }, ", hops of no time left out of the times"),
    (
      rules { $0.from = Timestamp(rawValue: 0) }, ", entered from 1970-01-01T00:00:00Z"
    ),
    (
      rules { ($0.until, $0.bounds) = (Timestamp(rawValue: 0), .everyEvent) },
      ", all events before 1970-01-01T00:00:00Z"
    ),
    (
      rules { $0.counted = .attempts }, ", each from the first entry after the last one ended"
    ),
    (RulePreset.posthog.rules, "as PostHog counts: users"),
  ]

  @Test func `the default rules are told in full`() {
    #expect(RuleText.sentence(FunnelRules()) == Self.plain)
  }

  @Test(arguments: cases)
  func `a rule that differs is told`(rules: FunnelRules, words: String) {
    #expect(RuleText.sentence(rules).contains(words), "\(RuleText.sentence(rules))")
    #expect(!Self.plain.contains(words))
  }

  /// A product's rules, what was changed in them, and what stands before the rules themselves.
  private static let products: [(RulePreset, @Sendable (inout FunnelRules) -> Void, String?)] = [
    (.mixpanel, { _ in }, "as Mixpanel counts"),
    (.mixpanel, { $0.from = Timestamp(rawValue: 0) }, "as Mixpanel counts"),
    // A gap that ends no session is no exception.
    (.mixpanel, { $0.sessionGap = .days(1) }, "as Mixpanel counts"),
    (
      .umami, { $0.sessionGap = .days(1) },
      "as Umami counts, except sessions (ended by 1 day of silence) counted"
    ),
    (
      .mixpanel, { $0.windowOrigin = .previous },
      "as Mixpanel counts, except window from the previous step"
    ),
    (
      .posthog, { ($0.excluded, $0.heldColumn) = (.lost, "order") },
      "as PostHog counts, except excluded users lost and all events of a chain with the same order"
    ),
    (
      .ga4, { ($0.order, $0.ignored) = (.strict, [EventMatcher(name: .exact("ping"))]) },
      "as GA4 counts, except steps in order with nothing between but ping"
    ),
    (
      .clickhouse, { $0.attribution = .last },
      "as ClickHouse counts, except groups by the last value"
    ),
    // Nothing that makes Amplitude's figure is left.
    (.amplitude, { ($0.window, $0.ties) = (.days(3), .inOrder) }, nil),
  ]

  @Test(arguments: products.indices)
  func `a product is named with every switch that is not its own`(index: Int) throws {
    let (preset, change, words) = Self.products[index]
    var rules = preset.rules
    change(&rules)
    let sentence = RuleText.sentence(rules)
    var query = ReportSamples.query(["view"])
    query.rules = rules
    let json = JSONValue.rules(of: query).text
    if let words {
      #expect(sentence.hasPrefix(words + ": "), "\(sentence)")
      let exceptions = try #require(rules.product?.exceptions.map(RuleText.key))
      #expect(exceptions.isEmpty == !words.contains("except"))
      let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      #expect(object?["preset"] as? String == preset.rawValue)
      #expect(object?["preset_exceptions"] as? [String] == exceptions)
    } else {
      #expect(!sentence.contains(preset.name))
      #expect(json.contains("\"preset\": null") && !json.contains("preset_exceptions"), "\(json)")
    }
  }

  /// Rules, a funnel, and what the sentence says about the first step's several events.
  private static let counted: [(FunnelRules, String, String?)] = [
    (FunnelRules(), "view x3 > buy", "at any time before, "),
    (rules { $0.order = .strict }, "view x3 > buy", "at any time before with anything between"),
    (rules { ($0.order, $0.window) = (.strict, nil) }, "view x3 > buy", "with anything between"),
    (rules { $0.window = nil }, "view x3 > buy within 1d", "at any time before"),
    (rules { $0.window = nil }, "view x3 > buy", nil),
    (FunnelRules(), "view > buy x3", nil),
  ]

  @Test(arguments: counted)
  func `what no window and no order reaches is said of a first step of several events`(
    rules: FunnelRules, steps: String, words: String?
  ) throws {
    let sentence = RuleText.sentence(rules, of: try FunnelDefinition(parsing: steps)) + ", "
    let lead = "entered with the last of the 3 events of step 1, the others "
    #expect(sentence.contains(lead) == (words != nil), "\(sentence)")
    if let words { #expect(sentence.contains(words), "\(sentence)") }
  }

  @Test(arguments: [
    ("view > !x > buy", FunnelRules.Order.loose, true), ("view > !x > buy", .strict, true),
    ("view > buy", .loose, false), ("view > buy", .any, false),
  ])
  func `the chain that removing exclusions choose is told`(
    steps: String, order: FunnelRules.Order, isTold: Bool
  ) throws {
    let rules = Self.rules { ($0.excluded, $0.order) = (.removed, order) }
    let sentence = RuleText.sentence(rules, of: try FunnelDefinition(parsing: steps))
    #expect(sentence.contains("times of the chain that is complete first") == isTold)
    var query = FunnelQuery(funnel: try FunnelDefinition(parsing: steps))
    query.rules = rules
    #expect(JSONValue.rules(of: query).text.contains("\"first completion\"") == isTold)
    var funnel = try FunnelDefinition(parsing: "view > buy")
    funnel.exclusions = [.init(afterStep: 0, matchers: [EventMatcher(name: .exact("x"))])]
    let any = RuleText.sentence(
      Self.rules { ($0.excluded, $0.order) = (.removed, .any) }, of: funnel)
    #expect(!any.contains("complete first"))
  }

  @Test func `a reason is worded by the rules that give it its meaning`() {
    var step = ReportSamples.funnel([("view", 9), ("buy", 1)]).steps[0]
    step.reasons = ReportSamples.reasons([.outOfOrder: 5, .excluded: 3])
    #expect(LossText.summary(step, FunnelRules()) == "8 lost: 5 out of order, 3 excluded")
    let strict = Self.rules { ($0.order, $0.excluded) = (.strict, .removed) }
    #expect(
      LossText.summary(step, strict)
        == "8 lost: 5 with something between or out of order, 3 excluded in another attempt")
  }

  @Test func `a silence that ends no session is no exception`() {
    var rules = RulePreset.umami.rules
    rules.sessionGap = .days(1)
    let sentence = RuleText.sentence(rules, sessionColumn: "visit")
    #expect(sentence.hasPrefix("as Umami counts: sessions (column visit), "), "\(sentence)")
  }

  @Test func `of attempts no sentence says that every entry is tried`() {
    #expect(!RuleText.sentence(Self.rules { $0.counted = .attempts }).contains("every entry"))
  }

  @Test func `a session column is named`() {
    var rules = FunnelRules()
    rules.unit = .session
    #expect(
      RuleText.sentence(rules, sessionColumn: "visit_id").hasPrefix("sessions (column visit_id), "))
  }

  @Test func `columns cannot smuggle commands into the sentence`() {
    var rules = FunnelRules()
    (rules.unit, rules.heldColumn) = (.column("a\u{1B}[2J"), "b\u{7}")
    #expect(RuleText.sentence(rules).unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }

  @Test func `every switch has words of its own for both sides`() {
    for product in RulePreset.allCases {
      for ruleSwitch in RuleSwitch.allCases where ruleSwitch.differs(FunnelRules(), product.rules) {
        let ours = RuleText.words(ruleSwitch, FunnelRules())
        let theirs = RuleText.words(ruleSwitch, product.rules)
        #expect(ours != theirs)
        #expect(
          RuleText.value(ruleSwitch, FunnelRules()) != RuleText.value(ruleSwitch, product.rules))
      }
    }
  }

  @Test(arguments: [
    (FunnelRules.CountedUnit.user, FunnelRules.Counted.units, "users"),
    (.session, .units, "sessions"), (.column("order"), .units, "values"),
    (.user, .attempts, "attempts"), (.session, .attempts, "attempts"),
  ])
  func `what is counted is called by its name everywhere`(
    unit: FunnelRules.CountedUnit, counted: FunnelRules.Counted, word: String
  ) {
    var report = ReportSamples.full()
    (report.result.query.rules.unit, report.result.query.rules.counted) = (unit, counted)
    report.result.query.segments = [Segment(columns: ["device"], values: ["tv"])]
    let text = TextReport().text(of: report)
    #expect(text.contains("150 of 1,000 \(word)"))
    #expect(text.contains("Worst step by \(word)") || text.contains("and by \(word)"))
    #expect(text.contains(" \(word.capitalized) "))
    #expect(text.contains("\(word) with device = tv"))
    #expect(text.contains("2 \(word), mean"))
    // The source still tells how many users the data has.
    let rest = text.split(separator: "\n").dropFirst(4).joined(separator: "\n")
    #expect(rest.contains("users") == (word == "users"))
  }
}
