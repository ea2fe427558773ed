internal import Synchronization

/// Where sections come from, and what is done when one is not what it should be.
public struct SectionOrigin: Sendable {
  /// Whether a stretch of a section, by the section's position, is what was kept.
  ///
  /// It is asked about a block just before the block is looked at, on any thread.
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

/// Checks the sections of a store.
///
/// Whether they are intact is asked block by block; the elements of some blocks are looked at together
/// while they are near the processor.
final class SectionChecks: Sendable {
  let origin: SectionOrigin
  private let sections: [StoreSection]
  private let checks: [SectionCheck]
  private let blockLength: Int
  /// For each section the blocks that were checked alone.
  private let known: Mutex<[Set<Int>]>

  /// How many blocks are one task.
  private static let blocksPerTask = 32

  init(
    _ sections: [StoreSection], _ checks: [SectionCheck], blockLength: Int, origin: SectionOrigin
  ) {
    (self.sections, self.checks, self.blockLength) = (sections, checks, blockLength)
    self.origin = origin
    known = Mutex(Array(repeating: [], count: sections.count))
  }

  /// The number of elements of a section.
  func elementCount(of position: Int) -> Int {
    sections[position].bytes.count / max(1, sections[position].elementWidth)
  }

  /// Checks every block of some sections on all cores and returns the first fault.
  ///
  /// - Parameters:
  ///   - positions: The sections.
  ///   - holds: What else must hold of the bytes of a section.
  /// - Returns: The first fault in the order of the sections, or nil.
  /// - Complexity: O(bytes of these sections).
  func firstFault(
    in positions: [Int], also holds: @Sendable (Int, Range<Int>) -> Bool = { _, _ in true }
  ) -> StoreFault? {
    var tasks: [(section: Int, bytes: Range<Int>)] = []
    for position in positions {
      let count = sections[position].bytes.count
      // An empty array has something to check too: there may have to be elements.
      for start in stride(from: 0, to: max(1, count), by: blockLength * Self.blocksPerTask) {
        tasks.append((position, start..<min(start + blockLength * Self.blocksPerTask, count)))
      }
    }
    let all = tasks
    let faults = concurrently(all.count) { index -> StoreFault? in
      let (position, bytes) = all[index]
      return firstFault(in: position, bytes) ?? impossible(in: position, bytes, holds)
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
      if let fault = firstFault(in: position, bytes) { return fault }
      known.withLock { _ = $0[position].insert(block) }
    }
    return nil
  }

  /// Checks blocks of a section one after the other.
  private func firstFault(in position: Int, _ bytes: Range<Int>) -> StoreFault? {
    let section = sections[position]
    for block in blocks(of: bytes) where !block.isEmpty && !origin.isIntact(position, block) {
      return .damaged(section.kind, column: section.column, offset: block.lowerBound)
    }
    return impossible(in: position, bytes) { checks[$0].holds(in: $1) }
  }

  /// Returns which block of a section is the first in which something does not hold.
  private func impossible(
    in position: Int, _ bytes: Range<Int>, _ holds: (Int, Range<Int>) -> Bool
  ) -> StoreFault? {
    if holds(position, bytes) { return nil }
    let section = sections[position]
    let block = blocks(of: bytes).first { !holds(position, $0) } ?? bytes
    return .impossible(section.kind, column: section.column, offset: block.lowerBound)
  }

  private func blocks(of bytes: Range<Int>) -> some Sequence<Range<Int>> {
    stride(from: bytes.lowerBound, to: max(bytes.lowerBound + 1, bytes.upperBound), by: blockLength)
      .lazy.map { $0..<min($0 + self.blockLength, bytes.upperBound) }
  }
}
