import FunnelCore
import Testing

struct MissingHeaderTests {
  @Test(arguments: [
    "2024-01-01T00:00:00Z", "2024-01-01 00:00:00", "1704067200", "1704067200123", "20240101",
  ])
  func `reads a first line that holds a time as an event`(time: String) throws {
    let loader = try load("u1,\(time),view\nu1,\(time),cart\nu2,\(time),view\n")
    #expect(loader.eventCount == 3)
    #expect(loader.rejections.count == 0)
    let roles = EventStore.ColumnRoles(unit: "column1", time: "column2", event: "column3")
    #expect(loader.summary?.roles == roles)
  }

  @Test func `asks for names where the columns cannot be guessed`() {
    let error = loadError("2024-01-01T00:00:00Z,7\n2024-01-02T00:00:00Z,7\n")
    #expect(error == .noHeader(values: ["2024-01-01T00:00:00Z", "7"]))
    #expect(error?.message(file: "a.csv").contains("--no-header") == true)
  }

  @Test func `takes a header whose names are no times, or are those the user gives`() throws {
    #expect(try load("user,time,event,2024-01-01\na,1,v,7\nb,2,w,8\n").eventCount == 2)
    var options = ReadingOptions()
    options.unitColumn = "u1"
    options.timeColumn = "2024-01-01"
    options.eventColumn = "view"
    let loader = try load("u1,2024-01-01,view\nu1,2024-01-02,cart\n", options: options)
    #expect(loader.eventCount == 1)
  }
}
