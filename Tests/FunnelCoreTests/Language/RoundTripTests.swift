import FunnelCore
import Testing

@Suite struct RoundTripTests {
  @Test func `every funnel parses back from its own text`() throws {
    for seed in 0..<500 {
      var random = RandomExpressions(seed: UInt64(seed))
      let funnel = random.funnel()
      #expect(try FunnelDefinition(parsing: funnel.description) == funnel, "seed \(seed)")
    }
  }

  @Test func `every condition parses back from its own text`() throws {
    for seed in 0..<500 {
      var random = RandomExpressions(seed: UInt64(seed))
      let predicate = random.predicate(depth: 4)
      #expect(try Predicate(parsing: predicate.description) == predicate, "seed \(seed)")
    }
  }

  @Test func `no text makes the parser fail otherwise than with an error in range`() {
    let pieces = [
      ">", "!", "|", "[", "]", "(", ")", ",", "?", "*", "=", "<", "~", "\"", "\\", " ", "\n", "a",
      "x2", "within", "2d", "as", "and", "or", "not", "in", "is", "set", "-", "é", "\u{301}",
      "\u{0}", "👩‍👩‍👧", "\r\n", "'", "\u{202E}", "5",
    ]
    var accepted = 0
    for seed in 0..<5000 {
      var random = RandomExpressions.Generator(seed: UInt64(seed))
      let length = Int.random(in: 0...30, using: &random)
      let text = (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      do {
        let funnel = try FunnelDefinition(parsing: text)
        #expect(try FunnelDefinition(parsing: funnel.description) == funnel, "seed \(seed)")
        accepted += 1
      } catch {
        #expect((0...text.unicodeScalars.count).contains(error.offset), "seed \(seed)")
        let lines = error.rendered.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3, "seed \(seed)")
      }
      _ = try? Predicate(parsing: text)
      _ = try? parseColumnList(text)
      _ = try? Microseconds(parsing: text)
    }
    #expect(accepted > 0)
  }
}
