import FunnelCore
import Testing

struct LoadErrorTests {
  @Test func `suggests the column that was meant`() {
    var options = ReadingOptions()
    options.unitColumn = "usr_id"
    let error = loadError("user_id,time,event\na,1,v\n", options: options)
    #expect(
      error?.message(file: "a.csv") == """
        a.csv: there is no column "usr_id"; did you mean "user_id"?
        The columns are: user_id, time, event
        """)
  }

  @Test func `names the columns there are when it cannot guess`() {
    #expect(
      loadError("a,b,c\n1,x,2\n")?.message(file: "a.csv") == """
        a.csv: cannot tell which column gives the time
        Name it with --time COLUMN. The columns are: a, b, c
        """)
  }

  @Test func `quotes the first bad line and says what a time is`() {
    #expect(
      loadError("user,time,event\na,1,v\nb,junk,v\nc,1,v\n")?.message(file: "a.csv") == """
        a.csv: 1 of 3 rows were rejected, mostly: not a time
        f:3: has "junk" where a time should be
        Times are read as ISO 8601 (2024-06-30T22:00:00Z) or epoch s, ms, µs, ns. See also: \
        funneltop inspect, --max-rejected 100%
        """)
    #expect(
      loadError("user,time,event\na,1,v\n,1,v\n")?.message(file: "a.csv") == """
        a.csv: 1 of 2 rows were rejected, mostly: no user
        f:3: has no user in column "user"
        Look at them with: funneltop inspect. To go on regardless: --max-rejected 100%
        """)
  }

  @Test(arguments: [
    ("31/01/2024 22:00", true), ("01/31/2024 10:00 PM", true), ("31.01.2024 22:00:00", true),
    ("1-2-24", true), ("Jan 31, 2024 10:00 PM", false), ("noon", false), ("2024-13-01", false),
  ])
  func `tells that day and month cannot be told apart`(time: String, isAmbiguous: Bool) throws {
    let loader = try load("user;time;event\na;1;v\nb;\(time);v\n")
    let note = isAmbiguous ? " (the year must come first)" : ""
    #expect(reasons(of: loader) == ["3 has \"\(time)\" where a time should be\(note)"])
  }

  @Test(arguments: [
    (#"{"events":[{"user":"a","time":1,"event":"v"}]}"#, "events"),
    (#"{"meta":{"n":1},"data":{"rows":[ {"user":"a","time":1,"event":"v"}]}}"#, "data.rows"),
  ])
  func `tells where events are that one object holds`(text: String, key: String) {
    #expect(loadError(text) == .nestedEvents(key: key))
    #expect(
      LoadError.nestedEvents(key: key).message(file: "a.json") == """
        a.json: the events are inside "\(key)"
        Unwrap them: jq -c '.\(key)[]' FILE | funneltop -
        """)
  }

  @Test(arguments: ["\"abc,def\n1,2\n3,4\n", "user,\"time\nevent\n", "\"", "\n\n\"a\nb"])
  func `needs a header that is a row`(text: String) {
    var options = ReadingOptions()
    options.inputFormat = .csv
    #expect(loadError(text, options: options) == .badHeader)
    options.hasHeader = false
    #expect(loadError(text, options: options) == .badHeader)
  }

  @Test func `needs a header that ends within the first bytes`() {
    let name = String(repeating: "x", count: 300_000)
    #expect(loadError("user,time,event,\(name)\na,1,v,x\n") == .badHeader)
  }

  @Test func `finds no header in empty lines`() {
    var options = ReadingOptions()
    options.inputFormat = .csv
    #expect(loadError("\n\n\n", options: options) == .empty)
  }

  @Test(arguments: [
    LoadError.empty, .badHeader, .binary, .utf16, .aggregateExport, .noRows,
    .noUnitColumn(columns: ["x"]), .noEventColumn(columns: ["x"]),
    .tooManyRejected(rejected: 5, rows: 9, commonest: "no user"),
    .tooManyRejected(
      rejected: 5, rows: 9, commonest: "no user", first: .init(file: "b", number: 2, reason: "is")),
    .noHeader(values: ["u1", "2024-01-01"]), .nestedEvents(key: "events"),
  ])
  func `words every error in one to three lines that start with the file`(error: LoadError) {
    let text = error.message(file: "a.csv")
    #expect(text.hasPrefix("a.csv: "))
    #expect((1...3).contains(text.split(separator: "\n").count))
  }
}
