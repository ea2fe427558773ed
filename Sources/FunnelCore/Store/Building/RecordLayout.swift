/// Where the codes of a row lie in its record.
///
/// A record begins with the time (eight bytes) and the unit (``TextKey``); then follow the event and the
/// columns most rows have a value of, each in the narrowest width that holds its codes so far.
struct RecordLayout: Sendable {
  /// The bytes of a code, zero where the column has no place in the record.
  private(set) var widths: [UInt8] = []
  /// Where each column's code lies.
  private(set) var offsets: [UInt16] = []
  private(set) var eventWidth = 1
  /// The bytes of a record.
  private(set) var size = Self.eventOffset + 1

  static let unitOffset = 8
  static let eventOffset = unitOffset + TextKey.size

  /// Returns the bytes of a column's code, zero where it has no place.
  func width(of column: Int) -> Int { column < widths.count ? Int(widths[column]) : 0 }

  func offset(of column: Int) -> Int { Int(offsets[column]) }

  /// Gives the event and the columns places of so many bytes; zero takes a column out.
  mutating func place(eventWidth: Int, widths: [UInt8]) {
    self.eventWidth = eventWidth
    self.widths = widths
    var end = Self.eventOffset + eventWidth
    offsets = widths.map { width in
      defer { end += Int(width) }
      return UInt16(end)
    }
    size = end
  }
}
