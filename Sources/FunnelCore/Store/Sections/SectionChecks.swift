internal import Synchronization

/// Where sections come from, and what is done when one is not what it should be.
public struct SectionOrigin: Sendable {
  /// Whether a stretch of a section, by the section's position, is what was kept. It is asked about a
  /// block just before the block is looked at, on any thread.
  public var isIntact: @Sendable (Int, Range<Int>) -> Bool
  /// What is thrown for a fault.
  public var error: @Sendable (StoreFault) -> any Error
  /// Ends the program with an error that there is nobody to throw to.
  public var end: @Sendable (any Error) -> Never

  /// Creates an origin.
  public init(
    isIntact: @escaping @Sendable (Int, Range<Int>) -> Bool,
    error: @escaping @Sendable (StoreFault) -> any Error = { $0 },
    end: @escaping @Sendable (any Error) -> Never = { fatalError("\($0)") }
  ) {
    (self.isIntact, self.error, self.end) = (isIntact, error, end)
  }
}

/// Checks the sections of a store, block by block.
final class SectionChecks: Sendable {
  let origin: SectionOrigin
  private let sections: [StoreSection]
  private let checks: [SectionCheck]
  private let blockLength: Int
  /// For each section the blocks that were checked alone.
  private let known: Mutex<[Set<Int>]>

  init(
    _ sections: [StoreSection], _ checks: [SectionCheck], blockLength: Int, origin: SectionOrigin
  ) {
    (self.sections, self.checks, self.blockLength) = (sections, checks, blockLength)
    self.origin = origin
    known = Mutex(Array(repeating: [], count: sections.count))
  }

  /// The positions of all sections.
  var all: [Int] { Array(sections.indices) }

  /// Checks every block of some sections on all cores and returns the first fault.
  ///
  /// - Parameters:
  ///   - positions: The sections.
  ///   - holds: What else must hold of the bytes of a section.
  /// - Complexity: O(bytes of these sections).
  func firstFault(
    in positions: [Int], also holds: @Sendable (Int, Range<Int>) -> Bool = { _, _ in true }
  ) -> StoreFault? {
    var blocks: [(section: Int, bytes: Range<Int>)] = []
    for position in positions {
      let count = sections[position].bytes.count
      // An empty array has something to check too: there may have to be elements.
      for start in stride(from: 0, to: max(1, count), by: blockLength) {
        blocks.append((position, start..<min(start + blockLength, count)))
      }
    }
    let tasks = blocks
    let faults = concurrently(tasks.count) { index -> StoreFault? in
      let (position, bytes) = tasks[index]
      if let fault = fault(in: position, bytes) { return fault }
      let section = sections[position]
      return holds(position, bytes)
        ? nil : .impossible(section.kind, column: section.column, offset: bytes.lowerBound)
    }
    return faults.lazy.compactMap(\.self).first
  }

  /// Checks the blocks of a section that hold some of its elements, and returns the first fault.
  ///
  /// - Complexity: O(bytes of the blocks), unless they were checked so before.
  func firstFault(in position: Int, elements: Range<Int>) -> StoreFault? {
    if elements.isEmpty { return nil }
    let section = sections[position]
    let first = elements.lowerBound * section.elementWidth / blockLength
    let last = (elements.upperBound * section.elementWidth - 1) / blockLength
    for block in first...last where !known.withLock({ $0[position].contains(block) }) {
      let start = block * blockLength
      let bytes = start..<min(start + blockLength, section.bytes.count)
      if let fault = fault(in: position, bytes) { return fault }
      known.withLock { _ = $0[position].insert(block) }
    }
    return nil
  }

  private func fault(in position: Int, _ bytes: Range<Int>) -> StoreFault? {
    let section = sections[position]
    guard origin.isIntact(position, bytes) else {
      return .damaged(section.kind, column: section.column, offset: bytes.lowerBound)
    }
    guard checks[position].holds(in: bytes) else {
      return .impossible(section.kind, column: section.column, offset: bytes.lowerBound)
    }
    return nil
  }
}
