/// Where the lengths of hops are in their runs.
struct HopPlaces: Sendable {
  /// Where the run of each step begins, and where the last one ends.
  let starts: [Int]
  /// Where in each step's run the lengths of each piece's entrants begin.
  let ofPieces: [[Int]]

  /// Lays out the runs for entrants whose pieces were counted.
  init(_ counts: [EntrantCounts], stepCount: Int) {
    let depths = counts.map { $0.depths(of: 0) }
    var starts: [Int] = []
    var places = counts.map { _ in [Int]() }
    var next = 0
    for step in 0..<stepCount {
      starts.append(next)
      let shallowest = Self.shallowest(step, of: stepCount)
      for piece in counts.indices {
        places[piece].append(next)
        next += depths[piece][shallowest...].reduce(0, +)
      }
    }
    (self.starts, ofPieces) = (starts + [next], places)
  }

  /// The number of steps.
  var stepCount: Int { starts.count - 1 }

  /// The number of lengths of all steps.
  var lengthCount: Int { starts[stepCount] }

  /// Returns the least depth of the entrants in a step's run; the whole way was gone by those who
  /// reached the last step.
  static func shallowest(_ step: Int, of stepCount: Int) -> Int { step == 0 ? stepCount : step + 1 }

  /// Returns the places of a step's run.
  func run(of step: Int) -> Range<Int> { starts[step]..<starts[step + 1] }

  /// Returns the places of a piece's entrants in a step's run.
  func run(of step: Int, piece: Int) -> Range<Int> {
    let next = piece + 1 < ofPieces.count ? ofPieces[piece + 1][step] : starts[step + 1]
    return ofPieces[piece][step]..<next
  }
}
