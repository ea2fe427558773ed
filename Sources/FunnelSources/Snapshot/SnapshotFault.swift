/// Why a snapshot cannot be used.
public enum SnapshotFault: Error, Equatable, Sendable {
  /// Bytes are missing at its end; how many there should be, where that can be told.
  case cutShort(found: Int, expected: Int?)
  /// There are more bytes than it says.
  case tooLong(found: Int, expected: Int)
  /// Its line ends were changed, as a transfer in text mode does.
  case changedLineEnds
  /// It was made on a machine that keeps the bytes of a number in the other order.
  case otherByteOrder
  /// It was made in a later form than this program knows.
  case newer(version: Int)
  /// It was made in an earlier form, which this program no longer reads.
  case older(version: Int)
  /// Its first bytes, which say where everything else is, are not those that were written.
  case damagedHeader
  /// What lies at an offset is not what was written.
  case damaged(what: String, offset: Int)
  /// What lies at an offset cannot be part of a snapshot, though nothing happened to it since.
  case impossible(what: String, offset: Int)
  /// A part is kept in a form that this program does not know.
  case unknownForm(what: String)
  /// It stands among other files.
  case amongOthers
  /// It was to be followed.
  case followed
  /// An option says something about reading the original file, which was done long ago.
  case settled(option: String, reason: String)
  /// It comes through a pipe or compressed, and there is no memory to hold it.
  case noMemory
  /// It became shorter, or its disk failed, while it was open.
  case lost

  /// One to three lines for the user; the name must be fit for a terminal.
  func message(file: String) -> String {
    switch self {
    case .cutShort(let found, let expected?):
      "\(file): the snapshot is cut short: \(found) of \(expected) bytes are there\n\(Self.again)"
    case .cutShort(let found, nil):
      "\(file): the snapshot is cut short after \(found) bytes\n\(Self.again)"
    case .tooLong(let found, let expected):
      "\(file): the snapshot has \(found) bytes where it should have \(expected)\n\(Self.again)"
    case .changedLineEnds:
      """
      \(file): the line ends of this snapshot were changed, as a transfer in text mode does
      Copy it again as a binary file.
      """
    case .otherByteOrder:
      """
      \(file): this snapshot was made on a machine with the other order of bytes
      Make it here, from the original file: funneltop snapshot FILE… -o NAME.funnel
      """
    case .newer(let version):
      """
      \(file): this snapshot was made by a later funneltop (form \(version), known here: \
      \(SnapshotFormat.version))
      Open it with that one, or make it anew: funneltop snapshot FILE… -o NAME.funnel
      """
    case .older(let version):
      """
      \(file): this snapshot was made by an earlier funneltop (form \(version), read here: \
      \(SnapshotFormat.version))
      Make it anew from the original file: funneltop snapshot FILE… -o NAME.funnel
      """
    case .damagedHeader:
      "\(file): the snapshot is damaged in its first bytes\n\(Self.again)"
    case .damaged(let what, let offset):
      "\(file): the snapshot is damaged in \(what), from byte \(offset) on\n\(Self.again)"
    case .impossible(let what, let offset):
      """
      \(file): the snapshot has something impossible in \(what), from byte \(offset) on
      \(Self.again)
      """
    case .unknownForm(let what):
      """
      \(file): the snapshot keeps \(what) in a form that is not known here
      Open it with the funneltop that made it, or make it anew: funneltop snapshot FILE… -o NAME.funnel
      """
    case .amongOthers:
      """
      \(file): this is a snapshot, which is opened alone
      Make one of all the original files: funneltop snapshot FILE… -o NAME.funnel
      """
    case .followed:
      """
      \(file): this is a snapshot, which does not grow
      Follow the file it was made from, or leave out --follow.
      """
    case .settled(let option, let reason):
      """
      \(file): \(option) does not apply to a snapshot: \(reason)
      Leave it out, or give it when the snapshot is made: funneltop snapshot FILE… \(option) …
      """
    case .noMemory:
      """
      \(file): there is not enough memory for the snapshot
      Open it as a plain file, which needs none: funneltop NAME.funnel
      """
    case .lost:
      """
      \(file): the snapshot was cut short while it was open, or its disk failed
      Replace a snapshot by another under its name instead of writing into it.
      """
    }
  }

  private static let again =
    "Copy it again, or make it anew from the original file: funneltop snapshot FILE… -o NAME.funnel"
}
