internal import FunnelCore

/// Everything of a snapshot that is no column: where the events came from, and how they were read.
struct SnapshotFacts: Equatable {
  var outline: StoreOutline
  var summary: DataSummary
  /// The zone of times that were written without one.
  var zoneName: String

  /// The facts as bytes.
  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(outline.roles.unit)
    writer.append(outline.roles.time)
    writer.append(outline.roles.event)
    writer.append(outline.roles.session) { $0.append($1) }
    writer.append(Int(outline.times.base))
    writer.append(Int(outline.times.unit))
    writer.append(outline.times.extraBits)
    writer.append(all: outline.columns) { writer, column in
      writer.append(column.name)
      writer.append(column.fractionDigits) { $0.append($1) }
      writer.append(column.isInRuns ? 1 : 0)
    }
    writer.append(all: summary.files) { $0.append($1) }
    writer.append(summary.format)
    writer.append(summary.events)
    writer.append(summary.units)
    writer.append(all: summary.rejections.lines) { writer, line in
      writer.append(line.file)
      writer.append(line.number)
      writer.append(line.reason)
      writer.append(line.kind)
      writer.append(line.excerpt)
    }
    // The same data give the same file.
    let kinds = summary.rejections.countsByKind.sorted { $0.key < $1.key }
    writer.append(all: kinds) { writer, kind in
      writer.append(kind.key)
      writer.append(kind.value)
    }
    writer.append(summary.timeRange) { writer, range in
      writer.append(Int(range.lowerBound.rawValue))
      writer.append(Int(range.upperBound.rawValue))
    }
    writer.append(summary.droppedColumns)
    writer.append(summary.duplicates)
    writer.append(all: summary.damages) { writer, damage in
      writer.append(damage.file)
      writer.append(damage.reason)
    }
    writer.append(zoneName)
    return writer.bytes
  }
}

extension SnapshotFacts {
  /// Reads facts from bytes that may be anything.
  init(reading bytes: UnsafeRawBufferPointer) throws(ByteReader.Nonsense) {
    var reader = ByteReader(bytes)
    outline = try Self.outline(&reader)
    summary = try Self.summary(&reader, outline.roles)
    zoneName = try reader.text()
    guard reader.isAtEnd else { throw ByteReader.Nonsense() }
  }

  private static func outline(
    _ reader: inout ByteReader
  ) throws(ByteReader.Nonsense) -> StoreOutline {
    let (unit, time, event) = (try reader.text(), try reader.text(), try reader.text())
    let session = try reader.optional { reader throws(ByteReader.Nonsense) in try reader.text() }
    let times = TimeForm(
      base: Int64(try reader.number()), unit: Int64(try reader.number()),
      extraBits: try reader.number())
    let columns = try reader.all { reader throws(ByteReader.Nonsense) in
      StoreOutline.Column(
        name: try reader.text(),
        fractionDigits: try reader.optional { reader throws(ByteReader.Nonsense) in
          try reader.number()
        }, isInRuns: try reader.flag())
    }
    return StoreOutline(
      roles: EventStore.ColumnRoles(unit: unit, time: time, event: event, session: session),
      times: times, columns: columns)
  }

  private static func summary(
    _ reader: inout ByteReader, _ roles: EventStore.ColumnRoles
  ) throws(ByteReader.Nonsense) -> DataSummary {
    DataSummary(
      files: try reader.all { reader throws(ByteReader.Nonsense) in try reader.text() },
      format: try reader.text(), roles: roles, events: try reader.count(),
      units: try reader.count(), rejections: try rejections(&reader),
      timeRange: try reader.optional(timeRange), droppedColumns: try reader.count(),
      duplicates: try reader.count(),
      damages: try reader.all { reader throws(ByteReader.Nonsense) in
        DataSummary.Damage(file: try reader.text(), reason: try reader.text())
      })
  }

  private static func rejections(
    _ reader: inout ByteReader
  ) throws(ByteReader.Nonsense) -> Rejections {
    let lines = try reader.all { reader throws(ByteReader.Nonsense) in
      var line = Rejections.Line(
        file: try reader.text(), number: try reader.number(), reason: try reader.text(),
        kind: try reader.text())
      line.excerpt = try reader.text()
      return line
    }
    let kinds = try reader.all { reader throws(ByteReader.Nonsense) in
      (kind: try reader.text(), count: try reader.count())
    }
    guard kinds.count <= Rejections.keptLimit else { throw ByteReader.Nonsense() }
    return Rejections(
      lines: lines, countsByKind: Dictionary(kinds.map { ($0.kind, $0.count) }) { $1 })
  }

  private static func timeRange(
    _ reader: inout ByteReader
  ) throws(ByteReader.Nonsense) -> ClosedRange<Timestamp> {
    let (first, last) = (try reader.number(), try reader.number())
    guard first <= last else { throw ByteReader.Nonsense() }
    return Timestamp(rawValue: Int64(first))...Timestamp(rawValue: Int64(last))
  }
}
