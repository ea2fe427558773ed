import Dispatch
import FunnelCore
import Glibc
import Testing

@testable import FunnelSources

/// Snapshots among the files that a reader is given.
struct SnapshotFileTests {
  private let folder: TemporaryFolder
  private let original: Snapshot
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    original = try SnapshotSamples.snapshot()
    path = try folder.write(SnapshotSamples.bytes(of: original), to: "any.csv")
  }

  private func fault(
    _ paths: [String], _ change: (inout ReadingOptions) -> Void = { _ in }
  ) -> SourceError? {
    var options = ReadingOptions()
    options.maxRejected = .unlimited
    change(&options)
    do throws(SourceError) { _ = try EventFileReader(options: options).load(paths: paths) } catch {
      return error
    }
    return nil
  }

  private func events(
    _ change: (inout ReadingOptions) -> Void = { _ in }
  ) throws -> LoadedEvents {
    var options = ReadingOptions()
    options.maxRejected = .unlimited
    change(&options)
    return try EventFileReader(options: options).load(paths: [path])
  }

  @Test func `is known by its content and cannot be followed`() throws {
    let events = try events()
    let store = try #require(events.makeStore())
    #expect(store.isSame(as: original.store))
    #expect(events.summary == original.summary && events.notes == [])
    #expect(events.zoneName == "Europe/Berlin")
    #expect(events.followedPath == nil)
    #expect(try events.makeFollower() == nil)
    var options = ReadingOptions()
    options.maxRejected = .unlimited
    let reader = EventFileReader(options: options, isFollowing: true, awaitsEvents: true)
    #expect(throws: SourceError.snapshot(path: path, .followed)) { try reader.load(paths: [path]) }
    #expect(throws: SourceError.self) { try EventFileReader().load(paths: [path]) }
  }

  @Test func `stays while its file is replaced or removed`() throws {
    let store = try #require(try events().makeStore())
    let other = try folder.write("other", to: "other")
    #expect(rename(other, path) == 0)
    #expect(store.isSame(as: original.store))
  }

  @Test func `comes through a pipe that gives little at a time`() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let bytes = SnapshotSamples.bytes(of: original)
    // A thread of its own: the reader waits for it, and tasks have only so many threads.
    DispatchQueue.global().async {
      guard let file = fopen(pipe, "w") else { return }
      setvbuf(file, nil, _IONBF, 0)
      for byte in bytes.prefix(5000) { putc(Int32(byte), file) }
      fwrite(Array(bytes.dropFirst(5000)), 1, bytes.count - 5000, file)
      fclose(file)
    }
    var options = ReadingOptions()
    options.maxRejected = .unlimited
    let store = try EventFileReader(options: options).load(paths: [pipe]).makeStore()
    #expect(store?.isSame(as: original.store) == true)
  }

  @Test func `stands alone`() throws {
    let csv = try folder.write(header + "a,1,v\n", to: "plain.csv")
    #expect(fault([path, csv]) == .snapshot(path: path, .amongOthers))
    #expect(fault([csv, path]) == .snapshot(path: path, .amongOthers))
  }

  @Test func `takes what agrees with how it was made and refuses the rest`() throws {
    #expect(fault([path]) { $0.unitColumn = "user" } == nil)
    #expect(fault([path]) { ($0.timeColumn, $0.eventColumn) = ("time", "event") } == nil)
    let made = { (option: String, reason: String) in
      SourceError.snapshot(path: path, .settled(option: option, reason: reason))
    }
    #expect(
      fault([path]) { $0.unitColumn = "plan" } == made("--user", "it was made with \"user\""))
    #expect(
      fault([path]) { $0.timeColumn = "plan" } == made("--time", "it was made with \"time\""))
    #expect(
      fault([path]) { $0.eventColumn = "plan" } == made("--event", "it was made with \"event\""))
    #expect(fault([path]) { $0.sessionColumn = "plan" } == made("--session", "it was made without"))
    for change: (inout ReadingOptions) -> Void in [
      { $0.inputFormat = .csv }, { $0.hasHeader = false }, { $0.idColumn = "plan" },
    ] {
      guard case .snapshot(_, .settled) = fault([path], change) else {
        Issue.record("\(String(describing: fault([path], change)))")
        continue
      }
    }
    guard case .unusable(path, .tooManyRejected) = fault([path], { $0.maxRejected = .count(2) })
    else {
      Issue.record("two rejected lines of three were accepted")
      return
    }
  }

  @Test func `can be narrowed to some of its columns`() throws {
    let store = try #require(try events { $0.keepColumns = ["price", "user"] }.makeStore())
    #expect(store.columns == original.store.columns.filter { $0.name == "price" })
    #expect(store.times == original.store.times)
    #expect(
      fault([path]) { $0.keepColumns = ["prise"] }
        == .unusable(
          path: path,
          .unknownColumn("prise", columns: ["user", "time", "event", "plan", "price"])))
  }

  @Test func `says when a zone comes too late`() throws {
    let berlin = try NamedTimeZone(name: "Europe/Berlin")
    let paris = try NamedTimeZone(name: "Europe/Paris")
    #expect(try events { $0.inputTimeZone = berlin }.notes == [])
    let notes = try events { $0.inputTimeZone = paris }.notes
    #expect(notes.count == 1 && notes.allSatisfy { $0.contains("Europe/Berlin") })
  }

  @Test func `names what is wrong, where, and what to do`() throws {
    var bytes = SnapshotSamples.bytes(of: original)
    let entries = try SnapshotSamples.header(of: bytes).entries
    let price = try #require(entries.last { !$0.range.isEmpty && !$0.maySkip })
    bytes[price.offset] ^= 1
    let damaged = try folder.write(bytes, to: "da\u{1B}maged")
    var options = ReadingOptions()
    options.maxRejected = .unlimited
    let store = try #require(
      try EventFileReader(options: options).load(paths: [damaged]).makeStore())
    let error = #expect(throws: SourceError.self) { try store.check([], columns: ["price"]) }
    let message = try #require(error).message
    let lines = message.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasSuffix("damaged in the column \"price\", from byte \(price.offset) on"))
    #expect(lines[1].contains("funneltop snapshot FILE… -o NAME.funnel"))
    #expect(!message.contains("\u{1B}"))
    let torn = try folder.write(Array(bytes.prefix(5)), to: "torn")
    #expect(fault([torn]) == .snapshot(path: torn, .cutShort(found: 5, expected: nil)))
  }
}
