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
  ])
  func `words every error in one to three lines that start with the file`(error: LoadError) {
    let text = error.message(file: "a.csv")
    #expect(text.hasPrefix("a.csv: "))
    #expect((1...3).contains(text.split(separator: "\n").count))
  }
}
