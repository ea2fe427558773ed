internal import Synchronization

/// Checks the sections of one column, once.
final class ColumnCheck: Sendable {
  let sections: SectionChecks
  /// The positions of the column's sections.
  let positions: [Int]
  private let isDone = Atomic<Bool>(false)
  private let fault = Mutex<StoreFault?>(nil)

  init(_ positions: [Int], of sections: SectionChecks) {
    (self.positions, self.sections) = (positions, sections)
  }

  /// Whether the column was checked and is what it should be.
  @inline(__always)
  var hasPassed: Bool { isDone.load(ordering: .acquiring) }

  /// Checks the column unless that was done; `holds` is what else must hold of a section's bytes.
  func check(
    also holds: @Sendable (Int, Range<Int>) -> Bool = { _, _ in true }
  ) throws(StoreFault) {
    if hasPassed { return }
    let found = fault.withLock { fault -> StoreFault? in
      if hasPassed || fault != nil { return fault }
      fault = sections.firstFault(in: positions, also: holds)
      if fault == nil { isDone.store(true, ordering: .releasing) }
      return fault
    }
    if let found { throw found }
  }

  /// Checks the column where nobody thought of it before, and ends the program when it is damaged: no
  /// number could be trusted.
  func insist() {
    do throws(StoreFault) { try check() } catch {
      sections.origin.end(sections.origin.error(error))
    }
  }
}

/// A column that may lie in a file, whose part of the file is checked before the column is used.
///
/// Whoever can tell of an error checks ahead: ``EventStore/check(_:)``.
@propertyWrapper
public struct CheckedBeforeUse<Value: Sendable>: Sendable {
  /// The column as it lies in the file.
  let unchecked: Value
  /// Nil for a column that needs no check.
  var check: ColumnCheck?

  /// Creates a column that needs no check.
  public init(wrappedValue: Value) { unchecked = wrappedValue }

  /// The column, checked.
  public var wrappedValue: Value {
    @inline(__always)
    get {
      if let check, !check.hasPassed { check.insist() }
      return unchecked
    }
  }
}
