extension Outcomes {
  /// The outcomes in memory, for walks over very many of them.
  ///
  /// It is valid only while the function runs that it was given to.
  struct Columns: @unchecked Sendable {
    let units: UnsafeBufferPointer<UInt32>
    let depths: UnsafeBufferPointer<UInt8>
    let reasons: UnsafeBufferPointer<UInt8>
    let rows: UnsafeBufferPointer<UInt32>
    fileprivate let chainStarts: UnsafeBufferPointer<Int>

    /// Returns the rows of the chains of some entrants, one chain after the other.
    func rows(of entrants: Range<Int>) -> UnsafeBufferPointer<UInt32> {
      guard let last = entrants.last else { return UnsafeBufferPointer(rebasing: rows[..<0]) }
      let end = chainStarts[last] + Int(depths[last])
      return UnsafeBufferPointer(rebasing: rows[chainStarts[entrants.lowerBound]..<end])
    }

    /// Calls `body` with each entrant of a range and the rows of its chain, which are never none.
    @inline(__always)
    func forEachChain(
      of entrants: Range<Int>,
      _ body: (_ entrant: Int, _ chain: UnsafeBufferPointer<UInt32>) -> Void
    ) {
      if entrants.isEmpty { return }
      var start = chainStarts[entrants.lowerBound]
      for entrant in entrants {
        let end = start &+ Int(depths[entrant])
        body(entrant, UnsafeBufferPointer(rebasing: rows[start..<end]))
        start = end
      }
    }
  }

  /// Calls `body` with the outcomes in memory.
  func withColumns<Answer>(_ body: (Columns) -> Answer) -> Answer {
    units.withUnsafeBufferPointer { units in
      depths.withUnsafeBufferPointer { depths in
        reasons.withUnsafeBufferPointer { reasons in
          rows.withUnsafeBufferPointer { rows in
            chainStarts.withUnsafeBufferPointer { chainStarts in
              body(
                Columns(
                  units: units, depths: depths, reasons: reasons, rows: rows,
                  chainStarts: chainStarts))
            }
          }
        }
      }
    }
  }
}
