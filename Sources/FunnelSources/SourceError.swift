public import FunnelCore

/// Why a file could not be read.
public enum SourceError: Error, Equatable, Sendable {
  /// There is no such file.
  case notFound(path: String)
  /// The path names a directory.
  case directory(path: String)
  /// The file may not be read.
  case noPermission(path: String)
  /// The system reported an error while opening or reading.
  case failed(path: String, reason: String)
  /// The file is compressed in a way that is not read here; a tool that unpacks it.
  case packed(path: String, format: String, command: String)
  /// There is no time zone of that name.
  case unknownZone(name: String)
  /// The events need more bytes of memory than there are, or than were given as the limit; how many
  /// is nil where that only shows later.
  case tooMuchMemory(path: String, needed: Int?, limit: Int, isGiven: Bool)
  /// The file was read, but holds no usable events.
  case unusable(path: String, LoadError)

  /// The file is a snapshot that cannot be used.
  case snapshot(path: String, SnapshotFault)

  /// One to three lines for the user: what is wrong, where, and what to do.
  public var message: String {
    switch self {
    case .notFound(let path): "\(Self.safe(path)): there is no such file"
    case .directory(let path):
      """
      \(Self.safe(path)): this is a directory
      Name the files in it, for example: \(Self.safe(path))/*.csv
      """
    case .noPermission(let path): "\(Self.safe(path)): you may not read this file"
    case .failed(let path, let reason): "\(Self.safe(path)): \(reason)"
    case .packed(let path, let format, let command):
      """
      \(Self.safe(path)): this is a \(format) file, which is not unpacked here
      Unpack it into a pipe: \(command) \(Self.safe(path)) | funneltop -
      """
    case .unknownZone(let name):
      """
      There is no time zone "\(Self.safe(name))"
      Use a name such as Europe/Berlin or America/New_York.
      """
    case .tooMuchMemory(let path, let needed, let limit, let isGiven):
      """
      \(Self.safe(path == "-" ? "standard input" : path)): \(Self.memory(needed, limit, isGiven))
      Allow more with --max-memory SIZE, or keep fewer columns with --columns COLUMN,… (a report keeps only what it looks at).
      """
    case .unusable(let path, let error):
      Self.safe(error.message(file: Self.words(path)), keepingLines: true)
    case .snapshot(let path, let fault):
      Self.safe(fault.message(file: Self.words(path)), keepingLines: true)
    }
  }

  private static func words(_ path: String) -> String { path == "-" ? "standard input" : path }

  private static func memory(_ needed: Int?, _ limit: Int, _ isGiven: Bool) -> String {
    let most = isGiven ? "the \(size(limit)) of --max-memory" : "the \(size(limit)) there are"
    guard let needed else { return "the events take more memory than \(most)" }
    return "the events take about \(size(needed)) of memory, more than \(most)"
  }

  /// Returns a number of bytes as the option takes it: `500M` or `1.5G`.
  private static func size(_ bytes: Int) -> String {
    if bytes < 1 << 20 { return "\((bytes + 1023) >> 10)K" }
    let megabytes = (bytes + (1 << 19)) >> 20
    guard megabytes >= 1024 else { return "\(megabytes)M" }
    let tenths = (megabytes * 10 + 512) / 1024
    return tenths % 10 == 0 ? "\(tenths / 10)G" : "\(tenths / 10).\(tenths % 10)G"
  }

  /// Names come from the file system and from data: control characters must not reach a terminal.
  private static func safe(_ text: String, keepingLines: Bool = false) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          let isControl = $0.value < 0x20 || (0x7F..<0xA0).contains($0.value)
          return isControl && !(keepingLines && $0 == "\n") ? "\u{FFFD}" : $0
        }))
  }
}
