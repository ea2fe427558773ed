internal import CKernels

extension HopLengths {
  /// Summarises the lengths of each step, group by group.
  ///
  /// - Complexity: O(entrants × steps), and some thousand steps for each group and step.
  func summaries(
    of groups: EntrantGroups, _ outcomes: Outcomes, _ pieces: Pieces
  ) -> [[TimeSummary?]] {
    switch groups.numbers {
    case nil: summaries().map { [$0] }
    case .bytes(let numbers): summaries(numbers, groups.count, outcomes, pieces)
    case .halves(let numbers): summaries(numbers, groups.count, outcomes, pieces)
    case .words(let numbers): summaries(numbers, groups.count, outcomes, pieces)
    }
  }

  private func summaries<Number: FixedWidthInteger & Sendable>(
    _ numbers: SharedArray<Number>, _ groupCount: Int, _ outcomes: Outcomes, _ pieces: Pieces
  ) -> [[TimeSummary?]] {
    let groups = groupsOfRuns(numbers, outcomes, pieces)
    return forEachStep { step, lengths, buckets in
      groups.withUnsafeBufferPointer { groups in
        let own = UnsafeBufferPointer(rebasing: groups[places.run(of: step)])
        return TimeSummary.summaries(
          of: BucketedLengths(
            lengths: lengths, buckets: buckets, groups: own, groupCount: groupCount),
          holdsNone: true)
      }
    }
  }

  /// Returns the group of each length's entrant.
  ///
  /// - Complexity: O(entrants × steps).
  private func groupsOfRuns<Number: FixedWidthInteger & Sendable>(
    _ numbers: SharedArray<Number>, _ outcomes: Outcomes, _ pieces: Pieces
  ) -> SharedArray<Number> {
    let stepCount = places.starts.count - 1
    return SharedArray(lent: places.starts[stepCount]) { groups in
      _ = pieces.map { piece, entrants in
        outcomes.withColumns { outcomes in
          numbers.withUnsafeBufferPointer { numbers in
            for step in 0..<stepCount {
              let run = places.run(of: step, piece: piece)
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
        PickForm.best, source, depths, numbers.count, UInt8(least), target, picked.count)
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

/// The fastest form of picking that this machine can run.
private enum PickForm {
  static let best = pick_has_form(pick_avx512) ? pick_avx512 : pick_portable
}
