/// Where the codes of a row lie in its record.
///
/// A record begins with the unit (``TextKey``) and the time (``RecordClock``); then follow the event and
/// the columns most rows have a value of. Each takes as few bytes as all that came so far needs.
struct RecordLayout: Sendable {
  /// The bytes of a unit: all of a key's, or fewer where it is packed.
  private(set) var unitWidth = TextKey.leastPackedSize
  /// How times are written.
  private(set) var clock = RecordClock()
  private(set) var eventWidth = 1
  /// The bytes of a code, zero where the column has no place in the record.
  private(set) var widths: [UInt8] = []
  /// Where each column's code lies.
  private(set) var offsets: [UInt16] = []
  /// The bytes of a record: no fewer than those of a key.
  private(set) var size = 0

  init() { place(eventWidth: eventWidth, widths: widths) }

  var eventOffset: Int { unitWidth + clock.width }

  /// Returns the bytes of a column's code, zero where it has no place.
  func width(of column: Int) -> Int { column < widths.count ? Int(widths[column]) : 0 }

  func offset(of column: Int) -> Int { Int(offsets[column]) }

  /// Gives the event and the columns places of so many bytes; zero takes a column out.
  mutating func place(eventWidth: Int, widths: [UInt8]) {
    self.eventWidth = eventWidth
    self.widths = widths
    var end = eventOffset + eventWidth
    offsets = widths.map { width in
      defer { end += Int(width) }
      return UInt16(end)
    }
    size = end
  }

  /// Returns a layout that has room for the times of a span and some units, nil where this one has.
  func fitted(to span: TimeSpan, _ units: UnsafeBufferPointer<TextKey>) -> RecordLayout? {
    let wanted = unitWidth < TextKey.size ? TextKey.packedSize(of: units) : TextKey.size
    if wanted <= unitWidth, clock.holds(span) { return nil }
    var fitted = self
    fitted.unitWidth = max(unitWidth, wanted)
    if !clock.holds(span) { fitted.clock = RecordClock(span) }
    fitted.place(eventWidth: eventWidth, widths: widths)
    return fitted
  }
}

/// The unit and the time of a record.
extension RecordLayout {
  /// Whether units do without the length of their texts.
  var packsUnits: Bool { unitWidth < TextKey.size }

  /// Returns the time of a record.
  @inline(__always)
  func time(of record: UnsafeRawPointer) -> Int64 { clock.time(endingAt: record + eventOffset) }

  /// Returns the unit of a record.
  func unit(of record: UnsafeRawPointer) -> TextKey {
    let whole = TextKey(loadingFrom: record)
    return packsUnits ? TextKey(unpacking: whole, size: unitWidth) : whole
  }

  /// Writes the units and the times of so many records, of which nothing else may be there yet.
  func store(
    _ units: UnsafePointer<TextKey>, _ times: UnsafePointer<Int64>, _ count: Int,
    to records: UnsafePointer<UnsafeMutableRawPointer>
  ) {
    let (unitWidth, packs, clock) = (unitWidth, packsUnits, clock)
    switch clock.width {
    case 4:
      for index in 0..<count {
        let record = records[index]
        store(units[index], packs, to: record)
        clock.store4(times[index], to: record + unitWidth)
      }
    case 6:
      for index in 0..<count {
        let record = records[index]
        store(units[index], packs, to: record)
        clock.store6(times[index], to: record + unitWidth)
      }
    default:
      for index in 0..<count {
        let record = records[index]
        store(units[index], packs, to: record)
        (record + unitWidth).storeBytes(of: times[index], as: Int64.self)
      }
    }
  }

  /// Writes a unit, and behind a packed one what the time is written over.
  @inline(__always)
  private func store(_ unit: TextKey, _ packs: Bool, to record: UnsafeMutableRawPointer) {
    (packs ? unit.packed : unit).store(to: record)
  }
}
