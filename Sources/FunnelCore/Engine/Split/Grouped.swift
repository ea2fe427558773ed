extension [Int] {
  /// Returns the elements with a code other than zero, code after code in order of appearance, and
  /// where each code starts, with the end.
  ///
  /// - Complexity: O(elements).
  func grouped(by code: (Int) -> UInt64) -> (elements: [Int], starts: [Int]) {
    var numbers: [UInt64: Int] = [:]
    let groups = map { element -> Int in
      let code = code(element)
      if code == 0 { return -1 }
      let number = numbers[code] ?? numbers.count
      if number == numbers.count { numbers[code] = number }
      return number
    }
    var ends = [Int](repeating: 0, count: numbers.count + 1)
    for group in groups where group >= 0 { ends[group + 1] += 1 }
    for group in 0..<numbers.count { ends[group + 1] += ends[group] }
    let starts = ends
    var elements = [Int](repeating: 0, count: ends[numbers.count])
    for (element, group) in zip(self, groups) where group >= 0 {
      elements[ends[group]] = element
      ends[group] += 1
    }
    return (elements, starts)
  }
}
