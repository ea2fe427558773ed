import FunnelCore
import Testing

struct ColumnGuessTests {
  /// Rows of fifty users with four events; the header names the four kinds of column.
  private func roles(
    _ header: String, times: (Int) -> String = { "\(1_600_000_000 + $0)" }
  ) throws -> String {
    let events = ["view", "cart", "buy", "quit"]
    let rows = (0..<400).map { "u\($0 % 90)x,\(times($0)),\(events[$0 % 4]),\($0 % 2)" }
    let loader = try load(header + "\n" + rows.joined(separator: "\n"))
    let roles = try #require(loader.summary?.roles)
    return [roles.unit, roles.time, roles.event, roles.session ?? "-"].joined(separator: " ")
  }

  @Test(arguments: [
    ("user_id,timestamp,event,x", "user_id timestamp event -"),
    ("UserID,Event Time,Event-Name,x", "UserID Event Time Event-Name -"),
    ("visitorid,ts,event_type,session_id", "visitorid ts event_type session_id"),
    ("distinct_id,created_at,action,user_session", "distinct_id created_at action user_session"),
    (
      "case:concept:name,time:timestamp,concept:name,x",
      "case:concept:name time:timestamp concept:name -"
    ),
    ("properties.$user_id,properties.time,event,x", "properties.$user_id properties.time event -"),
    ("who,when,what,x", "who when what -"),
  ])
  func `finds the columns`(header: String, expected: String) throws {
    #expect(try roles(header) == expected)
  }

  @Test func `keeps the session as a property`() throws {
    let loader = try load("user,time,event,session_id\na,1,v,s1\n")
    #expect(lines(of: loader) == ["a 1 v session_id=s1"])
  }

  @Test func `passes over a time column without times`() throws {
    let loader = try load("user,time,date,event\na,noon,2024-01-01,v\nb,noon,2024-01-02,v\n")
    #expect(loader.summary?.roles.time == "date")
  }

  @Test func `takes the columns it is told`() throws {
    var options = ReadingOptions()
    options.unitColumn = "id"
    options.eventColumn = "action"
    options.timeColumn = "t2"
    let loader = try load("user,id,t2,event,action\na,b,7,c,d\n", options: options)
    #expect(lines(of: loader) == ["b 7 d user=a event=c"])
  }

  @Test func `takes the user's column in a few rows even if some have no value`() throws {
    let loader = try load("anonymous_id,user_id,time,event\nx,,1,v\ny,a,2,v\n")
    #expect(loader.summary?.roles.unit == "user_id")
    let rows = (0..<100).map { "x\($0),\($0 == 0 ? "a" : ""),1,v" }.joined(separator: "\n")
    let export = try load("anonymous_id,user_id,time,event\n" + rows)
    #expect(export.summary?.roles.unit == "anonymous_id")
  }
}
