internal import Dispatch
internal import FunnelCore
internal import Synchronization

/// The checksums of the blocks of a section.
enum BlockSums {
  /// Returns the checksum of every block, found on all cores.
  ///
  /// - Complexity: O(bytes).
  static func sums(of bytes: SharedArray<UInt8>) -> [UInt32] {
    let count = SnapshotFormat.blockCount(of: bytes.count)
    let sums = Mutex([UInt32](repeating: 0, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { block in
      let start = block * SnapshotFormat.blockLength
      let end = min(start + SnapshotFormat.blockLength, bytes.count)
      let sum = sum(of: bytes, start..<end)
      sums.withLock { $0[block] = sum }
    }
    return sums.withLock { $0 }
  }

  /// Returns the checksum of some of the bytes.
  static func sum(of bytes: SharedArray<UInt8>, _ range: Range<Int>) -> UInt32 {
    bytes.withUnsafeBufferPointer { bytes in
      SnapshotFormat.sum(of: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range]))
    }
  }
}
