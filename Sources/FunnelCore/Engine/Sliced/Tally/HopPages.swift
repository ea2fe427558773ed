internal import CKernels

/// The lengths of hops by pages, which several threads fill side by side.
struct HopPages: Sendable {
  /// The number of lengths that a page has room for.
  static let size = Int(HOP_PAGE)
  /// The most that a thread puts in a page at once.
  static let bunch = Int(HOP_BUNCH)

  /// Where the lengths and their numbers are.
  struct Places: @unchecked Sendable {
    let lengths: UnsafeMutablePointer<UInt32>
    let numbers: UnsafeMutablePointer<UInt8>
  }

  /// Pages that several threads may take.
  struct Room: @unchecked Sendable {
    fileprivate(set) var pages: hop_pages
  }

  /// A page that is full, or nearly so.
  struct Page: Sendable {
    var number: Int
    var count: Int
  }

  private let memory: SharedArray<UInt64>
  let places: Places
  let limit: Int
  /// The pages of each step.
  private(set) var pages: [[Page]]

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
    memory = SharedArray(lent: (room * (4 + tables) + 7) / 8) { memory in
      let base = UnsafeMutableRawPointer(memory.base)
      precondition(Int(bitPattern: base) % 16 == 0, "pages lie where they are written whole")
      let own = Places(
        lengths: base.assumingMemoryBound(to: UInt32.self),
        numbers: (base + 4 * room).assumingMemoryBound(to: UInt8.self))
      places = own
      ownSteps.withUnsafeMutableBufferPointer { steps in
        counts.withUnsafeMutableBufferPointer { counts in
          guard let steps = steps.baseAddress, let counts = counts.baseAddress else { return }
          withUnsafeMutablePointer(to: &taken) { taken in
            taken.withMemoryRebound(to: size_t.self, capacity: 1) { taken in
              fill(
                Room(
                  pages: hop_pages(
                    lengths: own.lengths, numbers: own.numbers, limit: limit, taken: taken,
                    steps: steps, counts: counts)))
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
