import FunnelCore
import Testing

@Suite struct GrammarTests {
  private static func step(_ names: String...) -> FunnelStep {
    FunnelStep(matchers: names.map { EventMatcher(name: .exact($0)) })
  }

  @Test func `reads a funnel with everything in it`() throws {
    let text = #"""
      page_view[page = /pricing] > "sign up" | register x2? > !refund > !void
        > purchase within 2d as "Bought it"
      """#
    let funnel = try FunnelDefinition(parsing: text)
    let page = Predicate.comparison(column: "page", .equal, value: "/pricing")
    #expect(
      funnel.steps == [
        FunnelStep(matchers: [EventMatcher(name: .exact("page_view"), predicate: page)]),
        FunnelStep(
          matchers: [
            EventMatcher(name: .exact("sign up")), EventMatcher(name: .exact("register")),
          ], count: 2, isOptional: true),
        FunnelStep(
          matchers: [EventMatcher(name: .exact("purchase"))], within: .days(2), name: "Bought it"),
      ])
    #expect(
      funnel.exclusions == [
        .init(afterStep: 1, matchers: [EventMatcher(name: .exact("refund"))]),
        .init(afterStep: 1, matchers: [EventMatcher(name: .exact("void"))]),
      ])
  }

  @Test(arguments: [
    ("as", FunnelDefinition(steps: [step("as")])),
    ("in > within > x3", FunnelDefinition(steps: [step("in"), step("within"), step("x3")])),
    ("a>b", FunnelDefinition(steps: [step("a"), step("b")])),
    ("\u{A0}a\t>\n b ", FunnelDefinition(steps: [step("a"), step("b")])),
    ("überblick > カート", FunnelDefinition(steps: [step("überblick"), step("カート")])),
    (#""a \"b\" \\ \d""#, FunnelDefinition(steps: [step(#"a "b" \ \d"#)])),
    (#""*""#, FunnelDefinition(steps: [step("*")])),
    ("$pageview|a.b-c:d/e_1", FunnelDefinition(steps: [step("$pageview", "a.b-c:d/e_1")])),
  ])
  func `takes names as they are written`(_ text: String, _ expected: FunnelDefinition) throws {
    #expect(try FunnelDefinition(parsing: text) == expected)
  }

  @Test(arguments: [
    ("*", EventMatcher.Name.any),
    ("/product/*", .wildcard(["/product/", ""])),
    ("*a*b", .wildcard(["", "a", "b"])),
    ("**", .wildcard(["", "", ""])),
  ])
  func `reads a star as a wildcard`(_ text: String, _ name: EventMatcher.Name) throws {
    #expect(try FunnelDefinition(parsing: text).steps[0].matchers == [EventMatcher(name: name)])
  }

  @Test func `takes the parts of a step in any order`() throws {
    let usual = try FunnelDefinition(parsing: "a > b x2? within 3h as c > d")
    #expect(try FunnelDefinition(parsing: "a > b as c ? within 3h x2 > d") == usual)
  }

  @Test(arguments: [
    ("a = 1 and b = 2 or not c = 3", "a = 1 and b = 2 or not c = 3"),
    ("a=1 AND (b=2 OR c=3)", "a = 1 and (b = 2 or c = 3)"),
    ("not (a = 1 and b = 2)", "not (a = 1 and b = 2)"),
    ("((a = 1))", "a = 1"),
    ("a in (x, \"y z\")", "a in (x, \"y z\")"),
    ("a is set and b IS missing", "a is set and b is missing"),
    ("not = not", "not\(0)"),
    ("is is set", "is is set"),
    ("in in (in)", "in in (in)"),
    ("a contains contains", "a contains contains"),
    ("a>-5", "a > -5"),
    ("url ~ \"^/p/\\d+$\"", "url ~ \"^/p/\\\\d+$\""),
    ("url !~ x", "url !~ x"),
  ])
  func `reads conditions`(_ text: String, _ printed: String) throws {
    // The column `not` is the one word that is always printed in quotes.
    let expected = printed == "not0" ? "\"not\" = not" : printed
    #expect(try Predicate(parsing: text).description == expected)
  }

  @Test(arguments: [
    ("90s", 90), ("30m", 1800), ("12h", 43_200), ("7d", 604_800), ("2w", 1_209_600),
  ])
  func `reads lengths of time`(_ text: String, _ seconds: Int64) throws {
    #expect(try Microseconds(parsing: text) == Microseconds(seconds: seconds))
  }

  @Test(arguments: [
    (Int64(1), "1s"), (90, "90s"), (1800, "30m"), (43_200, "12h"), (1_209_600, "14d"),
  ])
  func `writes lengths of time in their largest unit`(_ seconds: Int64, _ text: String) {
    #expect(Microseconds(seconds: seconds).expression == text)
  }

  @Test(arguments: ["", "7", "d", "0d", "-1d", "1.5h", "7 d", "7mo", "99999999999999w", "1é"])
  func `refuses what is no length of time`(_ text: String) {
    #expect(throws: ExpressionError.self) { try Microseconds(parsing: text) }
  }

  @Test func `reads a list of columns`() throws {
    #expect(try parseColumnList("device, \"my column\",a:b") == ["device", "my column", "a:b"])
  }

  @Test(arguments: [
    ("\"Bought\" as Name", "Name"), ("a", "a"), ("\"sign up\"", "sign up"),
    ("\"sign up\" x2 within 3d", "sign up x2"), ("\"sign up\" | b", "\"sign up\" | b"),
    ("a[b = c]", "a[b = c]"), ("/p/*", "/p/*"),
  ])
  func `labels a step`(_ text: String, _ label: String) throws {
    #expect(try FunnelDefinition(parsing: text).steps[0].label == label)
  }
}
