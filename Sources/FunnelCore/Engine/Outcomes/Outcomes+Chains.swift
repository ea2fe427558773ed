extension Outcomes {
  /// The outcomes in memory, for walks over very many of them.
  ///
  /// It is valid only while the function runs that it was given to.
  struct Columns: @unchecked Sendable {
    let units: UnsafeBufferPointer<UInt32>
    let depths: UnsafeBufferPointer<UInt8>
    let reasons: UnsafeBufferPointer<UInt8>
    let rows: UnsafeBufferPointer<UInt32>
    fileprivate let outcomes: Outcomes

    /// Returns where the chain of an entrant starts in the rows.
    func chainStart(of entrant: Int) -> Int { outcomes.chainStart(of: entrant) }

    /// Returns how many rows the chains of some entrants have.
    @inline(__always)
    func rowCount(of entrants: Range<Int>) -> Int {
      var count = 0
      for entrant in entrants { count &+= Int(depths[entrant]) }
      return count
    }

    /// Calls `body` with each entrant of a range and the rows of its chain, which are never none.
    @inline(__always)
    func forEachChain(
      of entrants: Range<Int>,
      _ body: (_ entrant: Int, _ chain: UnsafeBufferPointer<UInt32>) -> Void
    ) {
      if entrants.isEmpty { return }
      var start = chainStart(of: entrants.lowerBound)
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
            body(
              Columns(
                units: units, depths: depths, reasons: reasons, rows: rows, outcomes: self))
          }
        }
      }
    }
  }
}
