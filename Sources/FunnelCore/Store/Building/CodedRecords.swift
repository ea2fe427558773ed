/// Records of one layout, and the places their rows have in a store.
struct CodedRecords {
  let base: UnsafeMutableRawPointer
  /// The bytes of a record.
  let size: Int
  let count: Int
  let places: UnsafePointer<UInt32>

  /// Copies one code of each record to the row's place in an array of codes.
  ///
  /// A table gives what codes are called there. Where a value may be missing, codes count from one
  /// and zero stays zero.
  func copy(
    from offset: Int, _ width: Int, _ table: [UInt32]?, isOptional: Bool,
    to target: UnsafeMutableRawPointer, _ targetWidth: Int
  ) {
    switch width {
    case 1: copy(UInt8.self, offset, table, isOptional, target, targetWidth)
    case 2: copy(UInt16.self, offset, table, isOptional, target, targetWidth)
    default: copy(UInt32.self, offset, table, isOptional, target, targetWidth)
    }
  }

  @inline(__always)
  private func copy<Source: FixedWidthInteger & BitwiseCopyable>(
    _: Source.Type, _ offset: Int, _ table: [UInt32]?, _ isOptional: Bool,
    _ target: UnsafeMutableRawPointer, _ targetWidth: Int
  ) {
    switch targetWidth {
    case 1: copy(Source.self, offset, table, isOptional, target.assumingMemoryBound(to: UInt8.self))
    case 2:
      copy(Source.self, offset, table, isOptional, target.assumingMemoryBound(to: UInt16.self))
    default:
      copy(Source.self, offset, table, isOptional, target.assumingMemoryBound(to: UInt32.self))
    }
  }

  @inline(__always)
  private func copy<
    Source: FixedWidthInteger & BitwiseCopyable, Code: FixedWidthInteger & BitwiseCopyable
  >(
    _: Source.Type, _ offset: Int, _ table: [UInt32]?, _ isOptional: Bool,
    _ target: UnsafeMutablePointer<Code>
  ) {
    var record = UnsafeRawPointer(base + offset)
    guard let table else {
      for row in 0..<count {
        target[Int(places[row])] = Code(truncatingIfNeeded: record.loadUnaligned(as: Source.self))
        record += size
      }
      return
    }
    table.withUnsafeBufferPointer { table in
      for row in 0..<count {
        let code = Int(truncatingIfNeeded: record.loadUnaligned(as: Source.self))
        record += size
        if isOptional {
          if code > 0 {
            target[Int(places[row])] = Code(truncatingIfNeeded: table[code &- 1] &+ 1)
          }
        } else {
          target[Int(places[row])] = Code(truncatingIfNeeded: table[code])
        }
      }
    }
  }
}
