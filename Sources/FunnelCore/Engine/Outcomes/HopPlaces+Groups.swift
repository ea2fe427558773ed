internal import CKernels

extension HopPlaces {
  /// Returns the number of the group of each length's entrant, in the places of the lengths.
  ///
  /// - Complexity: O(entrants × steps).
  func spread<Number: FixedWidthInteger & Sendable>(
    _ numbers: SharedArray<Number>, _ outcomes: Outcomes, _ pieces: Pieces
  ) -> SharedArray<Number> {
    SharedArray(lent: lengthCount) { groups in
      _ = pieces.map { piece, entrants in
        outcomes.withColumns { outcomes in
          numbers.withUnsafeBufferPointer { numbers in
            for step in 0..<stepCount {
              let run = run(of: step, piece: piece)
              pick(
                UnsafeBufferPointer(rebasing: numbers[entrants]),
                UnsafeBufferPointer(rebasing: outcomes.depths[entrants]),
                atLeast: HopPlaces.shallowest(step, of: stepCount),
                into: UnsafeMutableBufferPointer(
                  start: groups.base + run.lowerBound, count: run.count))
            }
          }
        }
      }
    }
  }
}

/// Fills `picked` with the numbers whose depth is at least `least`, which are as many.
private func pick<Number: FixedWidthInteger>(
  _ numbers: UnsafeBufferPointer<Number>, _ depths: UnsafeBufferPointer<UInt8>, atLeast least: Int,
  into picked: UnsafeMutableBufferPointer<Number>
) {
  if picked.isEmpty { return }
  if Number.self == UInt8.self, let depths = depths.baseAddress {
    let bytes = UnsafeRawBufferPointer(numbers).assumingMemoryBound(to: UInt8.self)
    let targets = UnsafeMutableRawBufferPointer(picked).assumingMemoryBound(to: UInt8.self)
    if let source = bytes.baseAddress, let target = targets.baseAddress {
      _ = pick_bytes(
        KernelForm.bestForPicking.form, source, depths, numbers.count, UInt8(least), target,
        picked.count)
      return
    }
  }
  var (next, place) = (0, 0)
  // What does not belong there is written over, without a guess at who got so far.
  while next < picked.count {
    picked[next] = numbers[place]
    next &+= depths[place] >= least ? 1 : 0
    place &+= 1
  }
}
