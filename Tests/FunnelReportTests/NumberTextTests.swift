import Testing

@testable import FunnelReport

struct NumberTextTests {
  @Test(arguments: [
    (0, "0.0 s"), (0.0004, "<1 ms"), (0.001, "1 ms"), (0.0494, "49 ms"), (0.05, "0.1 s"),
    (4.2, "4.2 s"), (185, "3 m 05 s"), (187_200, "2 d 4 h"),
  ])
  func `lengths of time are in their two largest units, and some time is never none`(
    seconds: Double, text: String
  ) {
    #expect(NumberText.duration(seconds) == text)
  }
}
