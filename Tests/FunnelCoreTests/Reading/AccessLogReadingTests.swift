import FunnelCore
import Testing

struct AccessLogReadingTests {
  private static let time = "[17/May/2015:10:05:03 +0000]"

  private func properties(_ line: String) throws -> [String: String] {
    let store = try #require(try load(line + "\n").makeStore())
    #expect(store.eventCount == 1)
    var found = ["visitor": store.unitIDs[0], "event": store.eventNames[0]]
    for column in store.columns { found[column.name] = column.text(at: 0) }
    return found
  }

  @Test func `reads a combined line with escaped quotes`() throws {
    let found = try properties(
      #"1.2.3.4 - - \#(Self.time) "GET /a?q=1 HTTP/1.1" 200 - "-" "agent \"x\" 1""#)
    #expect(found["event"] == "GET /a")
    #expect(found["user_agent"] == #"agent "x" 1"#)
    #expect(found["status"] == "200")
    #expect(found["bytes"] == nil)
    #expect(found["referrer"] == nil)
    #expect(found["visitor"]?.hasPrefix("1.2.3.4-") == true)
    #expect(found["visitor"]?.count == 16)
  }

  @Test func `takes the authenticated user as the visitor`() throws {
    let found = try properties(#"::1 - frank \#(Self.time) "GET / HTTP/1.0" 200 23"#)
    #expect(found["visitor"] == "frank")
    #expect(found["ip"] == "::1")
  }

  @Test func `keeps requests that are no HTTP`() throws {
    let found = try properties(#"1.2.3.4 - - \#(Self.time) "\x16\x03" 400 0 "-" "-""#)
    #expect(found["event"] == "(no request)")
  }

  @Test func `tells visitors behind one address apart`() throws {
    let start = #"1.2.3.4 - - \#(Self.time) "GET / HTTP/1.1" 200 1 "-" "#
    let loader = try load("\(start)\"one\"\n\(start)\"two\"\n\(start)\"one\"\nbroken\n")
    #expect(loader.summary?.units == 2)
    #expect(reasons(of: loader) == ["4 is not a line of an access log"])
  }
}
