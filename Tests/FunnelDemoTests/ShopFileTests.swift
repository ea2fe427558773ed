import Foundation
import FunnelCore
import FunnelDemo
import Testing

@Suite struct ShopFileTests {
  private func bytes(_ simulation: ShopSimulation, _ format: ShopFile.Format) -> [UInt8] {
    var file = ShopFile(simulation, format: format)
    var bytes: [UInt8] = []
    while let chunk = file.nextChunk() { bytes += chunk }
    return bytes
  }

  /// FNV-1a with 64 bits.
  private func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  @Test(arguments: [
    (ShopFile.Format.csv, 12_359_997_677_036_512_586 as UInt64),
    (.jsonl, 6_027_722_340_216_105_257),
  ])
  func `the same seed gives the same bytes everywhere`(format: ShopFile.Format, expected: UInt64) {
    #expect(checksum(bytes(ShopSimulation(users: 1000, seed: 1), format)) == expected)
  }

  @Test func `another seed gives other bytes`() {
    let one = bytes(ShopSimulation(users: 100, seed: 1), .csv)
    #expect(one != bytes(ShopSimulation(users: 100, seed: 2), .csv))
  }

  @Test(arguments: ShopFile.Format.allCases)
  func `a piece ends soon after its size and on a whole line`(format: ShopFile.Format) {
    var file = ShopFile(ShopSimulation(users: 3000), format: format)
    var pieces = 0
    while let piece = file.nextChunk() {
      pieces += 1
      #expect(piece.count < ShopFile.chunkSize + 1024)
      #expect(piece.last == UInt8(ascii: "\n"))
    }
    #expect(pieces > 10)
  }

  @Test func `both formats carry the events of the simulation`() throws {
    let simulation = ShopSimulation(users: 400, seed: 3)
    let events = Array(simulation)
    let csv = String(decoding: bytes(simulation, .csv), as: UTF8.self).split(separator: "\n")
    let json = String(decoding: bytes(simulation, .jsonl), as: UTF8.self).split(separator: "\n")
    #expect(csv.first == "\(ShopEvent.columnNames.joined(separator: ","))")
    #expect(csv.count == events.count + 1)
    #expect(json.count == events.count)
    let clock = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for (index, event) in events.enumerated() {
      let time = Date(timeIntervalSince1970: Double(event.time.rawValue) / 1_000_000)
      let expected: [String?] = [
        event.user, nil, event.name.rawValue, event.session, event.device, event.source,
        event.campaign, event.country, event.variant, event.product, event.page, event.revenue,
      ]
      let fields = fields(of: csv[index + 1])
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(json[index].utf8)) as? [String: Any])
      for (column, name) in ShopEvent.columnNames.enumerated() where name != "timestamp" {
        #expect(fields[column] == expected[column] ?? "")
        if name == "revenue" {
          #expect((object[name] as? Double) == expected[column].flatMap(Double.init))
        } else {
          #expect((object[name] as? String) == expected[column])
        }
      }
      for text in [fields[1], object["timestamp"] as? String ?? ""] {
        let parsed = try clock.parse(text)
        #expect(abs(parsed.timeIntervalSince(time)) < 0.0005)
      }
    }
  }

  @Test func `a product with a comma or a quote is quoted`() {
    let csv = String(decoding: bytes(ShopSimulation(users: 500), .csv), as: UTF8.self)
    #expect(csv.contains(",\"Bookshelf, tall\","))
    #expect(csv.contains(",\"Mirror, 60\"\" round\","))
  }

  /// Splits one CSV line by the letter of RFC 4180.
  private func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    var previous: Character?
    for character in line {
      defer { previous = character }
      switch character {
      case "\"":
        // The second quote of a pair inside quotes stands for itself.
        if !isQuoted, previous == "\"" { fields[fields.count - 1].append("\"") }
        isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
