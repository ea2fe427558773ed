import Testing

/// What the program tells about data that is hard to read.
@Suite struct ReadingCommandTests {
  @Test func `inspect shows what a report refuses`() throws {
    let input = "user,time,event\na,31/01/2024,v\nb,soon,v\n"
    let report = try ProgramRun(["report", "--steps", "v"], input: input)
    #expect(report.status == 1)
    #expect(report.error.contains("standard input:2: has \"31/01/2024\""), "\(report.error)")
    for limit in [[], ["--max-rejected", "0"]] {
      let inspect = try ProgramRun(["inspect"] + limit, input: input)
      #expect(inspect.status == 0, "\(inspect.error)")
      #expect(inspect.output.contains("-:2: has \"31/01/2024\" where"), "\(inspect.output)")
      #expect(inspect.output.contains("-:3: has \"soon\" where"), "\(inspect.output)")
    }
  }

  @Test(arguments: [
    ("2024-03-31T02:30:00Z", 3), ("2024-03-31T02:30:00.5Z", 2), ("2024-03-31T02:30:00.000000Z", 1),
    ("2024-03-31T02:29:59Z", 0), ("2024-03-31", 4),
  ])
  func `a last moment with a fraction ends with its microsecond`(
    last: String, entered: Int
  ) throws {
    let input = """
      user,time,event
      a,2024-03-31T02:30:00Z,v
      b,2024-03-31T02:30:00.5Z,v
      c,2024-03-31T02:30:00.500001Z,v
      d,2024-03-31T02:30:01Z,v

      """
    let run = try ProgramRun(
      ["report", "--steps", "v", "--to", last, "--format", "json"], input: input)
    #expect(try run.stepCounts() == [entered], "\(run.error)")
  }

  @Test func `the help explains steps and conditions in 80 columns`() throws {
    for arguments in [["--help"], ["--help", "report"], ["--help", "demo"]] {
      let help = try ProgramRun(arguments).output
      let section = help.split(separator: "Steps and conditions").last ?? ""
      for sign in ["[", "|", "within", "x3", "?", "!", "*", "~", "contains", " in (", "is set"] {
        #expect(section.contains(sign), "\(sign)")
      }
      let lines = section.split(separator: "Examples")[0].split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 })
    }
    #expect(try !ProgramRun(["--help", "inspect"]).output.contains("Steps and conditions"))
  }

  @Test func `inspect quotes the lines that are not what they should be`() throws {
    let good = #"{"user":"a","time":1,"event":"v"}"#
    let input = "\(good)\nERROR: disk full\n\(good.dropLast())\n\(good)}\n"
    let output = try ProgramRun(["inspect"], input: input).output
    #expect(output.contains("-:2: is no JSON object: ERROR: disk full\n"), "\(output)")
    #expect(output.contains("-:3: is not valid JSON: {\"user\""), "\(output)")
    #expect(output.contains("-:4: is not valid JSON: {\"user\""), "\(output)")
    let error = try ProgramRun(["report", "--steps", "v"], input: input).error
    #expect(error.contains("standard input:3: is not valid JSON: {"), "\(error)")
  }
}
