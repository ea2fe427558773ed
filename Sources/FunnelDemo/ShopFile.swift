/// The simulated shop as the bytes of a file, piece by piece.
///
/// However large the file, one piece and one user are all that is in memory.
public struct ShopFile: Sendable {
  /// The format of the file.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// Comma-separated values with a header line.
    case csv
    /// One JSON object on each line; missing values are left out.
    case jsonl
  }

  /// The size after which a piece ends, in bytes; it overshoots by less than one line.
  public static let chunkSize = 65_536

  private let format: Format
  private var events: ShopSimulation.Iterator
  private var buffer: [UInt8] = []
  private var isHeaderDue: Bool

  /// Creates the file of a simulated shop.
  public init(_ simulation: ShopSimulation, format: Format) {
    self.format = format
    events = simulation.makeIterator()
    isHeaderDue = format == .csv
  }

  /// Returns the next piece, always whole lines, or nil after the last one.
  public mutating func nextChunk() -> [UInt8]? {
    // Storage is reused unless the caller still holds the piece before.
    buffer.removeAll(keepingCapacity: true)
    if isHeaderDue {
      buffer += ShopEvent.columnNames.joined(separator: ",").utf8
      buffer.append(UInt8(ascii: "\n"))
      isHeaderDue = false
    }
    while buffer.count < Self.chunkSize, let event = events.next() {
      switch format {
      case .csv: appendCSV(event)
      case .jsonl: appendJSON(event)
      }
      buffer.append(UInt8(ascii: "\n"))
    }
    return buffer.isEmpty ? nil : buffer
  }

  private mutating func appendCSV(_ event: ShopEvent) {
    buffer += event.user.utf8
    buffer.append(UInt8(ascii: ","))
    ShopClock.append(event.time, to: &buffer)
    buffer.append(UInt8(ascii: ","))
    buffer += event.name.rawValue.utf8
    for value in event.propertyValues {
      buffer.append(UInt8(ascii: ","))
      if let value { appendField(value) }
    }
  }

  /// Quotes as RFC 4180 says, only where it is needed.
  private mutating func appendField(_ value: String) {
    let quote = UInt8(ascii: "\"")
    let start = buffer.count
    buffer += value.utf8
    // Looked through in the buffer, where the bytes lie side by side.
    let needsQuotes = buffer[start...].contains {
      $0 == quote || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return }
    buffer.removeSubrange(start...)
    buffer.append(quote)
    for byte in value.utf8 {
      if byte == quote { buffer.append(quote) }
      buffer.append(byte)
    }
    buffer.append(quote)
  }

  /// What stands before the value of each property in JSON, and whether the value is a number.
  private static let properties = ShopEvent.propertyNames.map { name in
    // Revenue is the one number; everything else is text.
    (key: Array(",\"\(name)\":".utf8), isNumber: name == "revenue")
  }

  private mutating func appendJSON(_ event: ShopEvent) {
    buffer += "{\"user_id\":\"".utf8
    buffer += event.user.utf8
    buffer += "\",\"timestamp\":\"".utf8
    ShopClock.append(event.time, to: &buffer)
    buffer += "\",\"event\":\"".utf8
    buffer += event.name.rawValue.utf8
    buffer.append(UInt8(ascii: "\""))
    for (property, value) in zip(Self.properties, event.propertyValues) {
      guard let value else { continue }
      buffer += property.key
      if property.isNumber { buffer += value.utf8 } else { appendJSONString(value) }
    }
    buffer.append(UInt8(ascii: "}"))
  }

  /// The shop's texts hold no control characters, so quotes and backslashes are all there is to escape.
  private mutating func appendJSONString(_ value: String) {
    buffer.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        buffer.append(UInt8(ascii: "\\"))
      }
      buffer.append(byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }
}
