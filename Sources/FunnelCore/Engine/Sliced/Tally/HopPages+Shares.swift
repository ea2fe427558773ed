internal import CKernels

extension HopPages {
  /// A way to group the lengths of a step, of which some elements are wanted.
  struct Way: Sendable {
    /// A table by whose numbers the groups are told, and the group of each number; nil where all are in
    /// one.
    var groups: (table: Int, numbers: [UInt8])?
    var shares: BucketShares
  }

  /// The lengths of the shares of a way, part by part.
  struct Gathered: Sendable {
    /// Where the lengths of each share begin in each part.
    fileprivate let starts: [Int]
    fileprivate let parts: [Part]

    /// Calls `body` with the lengths of a share, some at a time.
    func forEach(ofShare number: Int, _ body: (UnsafeBufferPointer<UInt32>) -> Void) {
      for part in parts {
        part.lengths.withUnsafeBufferPointer { lengths in
          body(UnsafeBufferPointer(rebasing: lengths[starts[number]..<part.ends[number]]))
        }
      }
    }
  }

  /// Lengths of shares as far as they are on some pages.
  fileprivate struct Part: Sendable {
    /// Room for all lengths of each share.
    let lengths: SharedArray<UInt32>
    /// Where those end that were found of each share.
    let ends: [Int]
  }

  /// So many pages or more are gone through one after the other, in no more than so many parts: each has
  /// room for the lengths of all.
  private static let (pagesAtOnce, mostParts) = (1024, 4)

  /// Returns the lengths of a step that each way wants.
  ///
  /// Each page is gone through for all ways while it is near the processor.
  ///
  /// - Complexity: O(lengths × ways), on all cores, and room for the lengths of all shares.
  func gather(ofStep step: Int, _ ways: [Way], pagesAtOnce: Int = pagesAtOnce) -> [Gathered] {
    let own = pages[step]
    let size = max(pagesAtOnce, (own.count + Self.mostParts - 1) / Self.mostParts)
    let found = concurrently((own.count + size - 1) / size) { number in
      gather(own.dropFirst(number * size).prefix(size), ways)
    }
    return ways.indices.map { way in
      Gathered(starts: ways[way].shares.starts, parts: found.map { $0[way] })
    }
  }

  /// Puts the lengths of some pages that are in shares one behind the other.
  private func gather(_ pages: ArraySlice<Page>, _ ways: [Way]) -> [Part] {
    var sets = ways.map { bucket_set($0.shares.buckets) }
    var ends = ways.map(\.shares.starts)
    let lengths = ways.map { SharedArray<UInt32>(lent: $0.shares.elementCount) { _ in } }
    for page in pages {
      for way in ways.indices {
        gather(page, ways[way], &sets[way], &ends[way], lengths[way])
      }
    }
    return zip(lengths, ends).map(Part.init)
  }

  private func gather(
    _ page: Page, _ way: Way, _ set: inout bucket_set, _ ends: inout [Int],
    _ found: SharedArray<UInt32>
  ) {
    let first = page.number * Self.size
    func gather(_ groups: UnsafePointer<UInt8>?) {
      var lengths = grouped_lengths(
        lengths: places.lengths + first, count: page.count,
        numbers: way.groups.map {
          UnsafePointer(places.numbers + $0.table * limit * Self.size + first)
        },
        groups: groups)
      found.withUnsafeBufferPointer { found in
        guard let found = found.baseAddress else { return }
        gather_hops(
          KernelForm.bestForPicking.form, &lengths, way.shares.numbers, &set, &ends,
          UnsafeMutablePointer(mutating: found))
      }
    }
    guard let groups = way.groups else { return gather(nil) }
    groups.numbers.withUnsafeBufferPointer { gather($0.baseAddress) }
  }
}

extension BucketShares {
  /// Returns the elements at the places of each group, in microseconds, given the lengths of the shares.
  func elements(_ lengths: HopPages.Gathered, unit: Int64) -> [[Int64]] {
    var values: [Int64] = []
    return elements { share, body in
      values.removeAll(keepingCapacity: true)
      lengths.forEach(ofShare: share) { lengths in
        for length in lengths { values.append(Int64(length) &* unit) }
      }
      return values.withUnsafeBufferPointer(body)
    }
  }
}
