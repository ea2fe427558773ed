internal import CKernels

/// The lengths of hops by pages, which several threads fill side by side.
struct HopPages: Sendable {
  /// The number of lengths that a page has room for.
  static let size = Int(HOP_PAGE)
  /// The most that a thread puts in a page at once.
  static let bunch = Int(HOP_BUNCH)

  /// Where the lengths, their buckets and numbers are.
  fileprivate struct Places: @unchecked Sendable {
    let lengths: UnsafeMutablePointer<UInt32>
    let buckets: UnsafeMutablePointer<UInt16>
    let numbers: UnsafeMutablePointer<UInt8>
  }

  /// Pages that several threads may take.
  struct Room: @unchecked Sendable {
    fileprivate(set) var pages: hop_pages
  }

  /// A page that is full, or nearly so.
  fileprivate struct Page: Sendable {
    var number: Int
    var count: Int
  }

  private let memory: SharedArray<UInt64>
  private let places: Places
  private let limit: Int
  /// The pages of each step.
  private var pages: [[Page]]

  /// Makes room for so many lengths that `threads` threads put down, each with a number in some tables, and
  /// lets `fill` do it.
  init(
    lengths count: Int, threads: Int, tables: Int, steps: Int, fill: (Room) -> Void
  ) {
    let limit = count / (Self.size - Self.bunch) + threads * steps + 1
    let room = limit * Self.size
    var taken = 0
    var ownSteps = [UInt8](repeating: 0, count: limit)
    var counts = [UInt16](repeating: 0, count: limit)
    var places: Places?
    // The widest come first, so that all lie where they may.
    memory = SharedArray(lent: (room * (6 + tables) + 7) / 8) { memory in
      let base = UnsafeMutableRawPointer(memory.base)
      let own = Places(
        lengths: base.assumingMemoryBound(to: UInt32.self),
        buckets: (base + 4 * room).assumingMemoryBound(to: UInt16.self),
        numbers: (base + 6 * room).assumingMemoryBound(to: UInt8.self))
      places = own
      ownSteps.withUnsafeMutableBufferPointer { steps in
        counts.withUnsafeMutableBufferPointer { counts in
          guard let steps = steps.baseAddress, let counts = counts.baseAddress else { return }
          withUnsafeMutablePointer(to: &taken) { taken in
            taken.withMemoryRebound(to: size_t.self, capacity: 1) { taken in
              fill(
                Room(
                  pages: hop_pages(
                    lengths: own.lengths, buckets: own.buckets, numbers: own.numbers, limit: limit,
                    taken: taken, steps: steps, counts: counts)))
            }
          }
        }
      }
    }
    self.limit = limit
    self.places = places.unsafelyUnwrapped
    pages = Array(repeating: [], count: steps)
    for number in 0..<min(taken, limit) where counts[number] > 0 {
      pages[Int(ownSteps[number])].append(Page(number: number, count: Int(counts[number])))
    }
  }

  /// Returns how many lengths a step has.
  func count(ofStep step: Int) -> Int { pages[step].reduce(0) { $0 + $1.count } }
}

extension HopPages {
  /// The lengths of one step, as those of groups.
  ///
  /// A length is found by its place among those of all steps, so that not every place has one.
  struct Lengths: GroupedValues, @unchecked Sendable {
    fileprivate let memory: SharedArray<UInt64>
    fileprivate let places: Places
    /// The pages of the step, ascending.
    fileprivate let pages: [Page]
    /// The microseconds of a unit.
    fileprivate let unit: Int64
    /// Numbers that tell the groups, and the group of each; nil where all are in one group.
    fileprivate let table: (numbers: UnsafePointer<UInt8>, groups: [UInt8])?
    let groupCount: Int

    var count: Int { pages.last.map { ($0.number + 1) * HopPages.size } ?? 0 }

    /// Returns a length in its unit.
    @inline(__always)
    func units(at index: Int) -> UInt32 { places.lengths[index] }

    /// Returns a length in microseconds.
    @inline(__always)
    func value(at index: Int) -> Int64 { Int64(places.lengths[index]) &* unit }

    @inline(__always)
    func group(at index: Int) -> Int {
      table.map { Int($0.groups[Int($0.numbers[index])]) } ?? 0
    }

    @inline(__always)
    func bucket(at index: Int, of scale: some Buckets) -> Int { Int(places.buckets[index]) }

    func pick(
      _ range: Range<Int>, _ wanted: UnsafeBufferPointer<UInt32>, in buckets: [Range<Int>],
      of scale: some Buckets, into places: UnsafeMutablePointer<UInt32>
    ) -> Int {
      guard let wanted = wanted.baseAddress else { return 0 }
      let ranges = buckets.map { bucket_range($0) }
      var found = 0
      func pick(_ groups: UnsafePointer<UInt8>?) {
        for page in pages {
          let first = page.number * HopPages.size
          let own = range.clamped(to: first..<first + page.count)
          if own.isEmpty { continue }
          var lengths = bucketed(
            buckets: self.places.buckets + own.lowerBound,
            groups: table.map { $0.numbers + own.lowerBound }, group_numbers: groups,
            first_place: own.lowerBound)
          found += pick_hops(
            KernelForm.bestForPicking.form, &lengths, 0, own.count, wanted, ranges, ranges.count,
            places + found)
        }
      }
      if let table {
        table.groups.withUnsafeBufferPointer { pick($0.baseAddress) }
      } else {
        pick(nil)
      }
      return found
    }
  }

  /// Returns the lengths of a step as of one group.
  func lengths(ofStep step: Int, unit: Int64) -> Lengths {
    Lengths(
      memory: memory, places: places, pages: pages[step], unit: unit, table: nil, groupCount: 1)
  }

  /// Returns the lengths of a step by the numbers of a table, of which each has a group.
  func lengths(
    ofStep step: Int, unit: Int64, table: Int, groups: [UInt8], groupCount: Int
  ) -> Lengths {
    let numbers = UnsafePointer(places.numbers + table * limit * Self.size)
    return Lengths(
      memory: memory, places: places, pages: pages[step], unit: unit, table: (numbers, groups),
      groupCount: groupCount)
  }
}
