import FunnelCore
import Testing

@Suite struct EventNameTests {
  private static let names = ["/p/1", "/p/2/x", "view", "View", "abcab", "sign up"]

  private var store: EventStore {
    var builder = EventStoreBuilder(roles: .init(unit: "user", time: "ts", event: "event"))
    for name in Self.names { builder.append(unit: "u", time: Timestamp(rawValue: 0), event: name) }
    return builder.makeStore()
  }

  @Test(arguments: [
    ("*", names), ("view", ["view"]), ("/p/*", ["/p/1", "/p/2/x"]), ("*/x", ["/p/2/x"]),
    ("ab*ab", ["abcab"]), ("ab*cab", ["abcab"]), ("abc*cab", []), ("*bc*", ["abcab"]),
    ("a*b*a*b", ["abcab"]), ("*iew", ["view", "View"]), ("**", names), ("\"/p/*\"", []),
  ])
  func `matches names`(_ text: String, _ expected: [String]) throws {
    let matcher = try FunnelDefinition(parsing: text).steps[0].matchers[0]
    let matches = matcher.matchingCodes(in: store)
    #expect(zip(Self.names, matches).filter(\.1).map(\.0) == expected)
  }

  @Test(arguments: [
    ("view > viw", "no event is named viw\ndid you mean View or view?"),
    ("view > signup | nothing", "no event is named signup\ndid you mean \"sign up\"?"),
    (
      "view > !zzzzz > /p/1",
      "no event is named zzzzz\n`funneltop inspect` lists the events of the data"
    ),
    ("/q/* > view", "no event is named \"/q/*\"\n`funneltop inspect` lists the events of the data"),
  ])
  func `names the first event that is not in the data`(_ text: String, _ message: String) throws {
    let funnel = try FunnelDefinition(parsing: text)
    let error = #expect(throws: QueryError.self) { try checkNames(of: funnel, in: store) }
    #expect(error?.message == message)
  }

  @Test func `accepts a funnel of known events`() throws {
    let funnel = try FunnelDefinition(parsing: "* > /p/* > \"sign up\"")
    #expect(throws: Never.self) { try checkNames(of: funnel, in: store) }
  }
}
