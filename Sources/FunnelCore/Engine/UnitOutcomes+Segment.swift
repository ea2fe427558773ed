extension UnitOutcomes {
  /// Counts only the given units from now on, as if the others had not entered.
  ///
  /// Takes the units in store order.
  mutating func keep(_ units: [Int]) {
    var next = units.makeIterator()
    var kept = next.next()
    for unit in depths.indices {
      if unit == kept { kept = next.next() } else { depths[unit] = 0 }
    }
  }
}
