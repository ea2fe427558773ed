import FunnelCore
import FunnelSources
import Testing

struct CompressedInputTests {
  @Test func `reads gzip of several members and Zstandard of several frames`() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (header + rows(0..<60_000), rows(60_000..<100_000))
    for bytes in [gzip(first) + gzip(second), zstandard(first) + zstandard(second)] {
      let path = try folder.write(bytes, to: "data")
      let loaded = try EventFileReader().load(paths: [path])
      #expect(loaded.summary?.events == 100_000)
      #expect(loaded.makeStore()?.unitCount == 1000)
      #expect(loaded.summary?.rejections.count == 0)
      #expect(loaded.summary?.damages == [])
    }
  }

  @Test func `keeps what it could read of damaged data and says so`() throws {
    let folder = try TemporaryFolder()
    let text = header + rows(0..<100_000)
    for bytes in [gzip(text), zstandard(text)] {
      let path = try folder.write(Array(bytes.prefix(bytes.count * 3 / 4)), to: "data")
      let summary = try #require(try EventFileReader().load(paths: [path]).summary)
      #expect((1_000..<100_000).contains(summary.events))
      #expect(summary.rejections.countsByKind["the compressed data end too early"] == 1)
      #expect(summary.damages == [.init(file: path, reason: "the compressed data end too early")])
    }
    var damaged = gzip(text)
    for index in 0..<64 { damaged[damaged.count / 2 + index] ^= 0x5A }
    let path = try folder.write(damaged, to: "data")
    // What was unpacked between the damage and its discovery may be anything.
    var options = ReadingOptions()
    options.maxRejected = .fraction(1)
    let summary = try #require(try EventFileReader(options: options).load(paths: [path]).summary)
    #expect(summary.events > 1_000)
    #expect(summary.rejections.countsByKind["the compressed data are damaged"] == 1)
    #expect(summary.damages == [.init(file: path, reason: "the compressed data are damaged")])
  }

  @Test(
    arguments: [
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xzcat"),
      ([0x42, 0x5A, 0x68, 0x39, 0x31, 0x41], "bzcat"),
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "unzip -p"),
    ] as [([UInt8], String)])
  func `names the tool for what it does not unpack`(bytes: [UInt8], command: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "data")
    let error = #expect(throws: SourceError.self) { try EventFileReader().load(paths: [path]) }
    #expect(error?.message.contains("\(command) \(path) | funneltop -") == true)
  }
}
