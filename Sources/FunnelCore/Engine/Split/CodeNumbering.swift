/// Numbers codes in the order in which they appear; code zero has number zero from the start.
struct CodeNumbering {
  /// The code of each number.
  private(set) var codes: [UInt64] = [0]
  /// The number of each code where codes are small, zero for none.
  private var table: [UInt32] = []
  private var numbers: [UInt64: UInt32] = [:]

  /// Prepares to number the codes of so many items; `bound` is a number greater than all codes, nil
  /// where they are any numbers.
  init(bound: Int?, items: Int) {
    if let bound, bound <= max(1 << 16, items * 8) { table = Array(repeating: 0, count: bound) }
  }

  /// Returns the number of a code.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  mutating func number(of code: UInt64) -> UInt32 {
    if table.isEmpty { return numberByDictionary(of: code) }
    let index = Int(truncatingIfNeeded: code)
    let known = table[index]
    if known != 0 || code == 0 { return known }
    let number = UInt32(codes.count)
    table[index] = number
    codes.append(code)
    return number
  }

  private mutating func numberByDictionary(of code: UInt64) -> UInt32 {
    if code == 0 { return 0 }
    if let known = numbers[code] { return known }
    let number = UInt32(codes.count)
    numbers[code] = number
    codes.append(code)
    return number
  }
}

/// The combinations of codes that items have, numbered in the order in which they appear.
///
/// Number zero is the combination of zeros, whether it appears or not.
struct NumberedCodes: Sendable {
  /// The number of each item's combination.
  private(set) var numbers: SharedArray<UInt32> = []
  /// The codes of each combination, one for each column.
  private(set) var combinations: [[UInt64]] = [[]]

  /// Numbers the codes that `number` numbers for the items of each piece, in their order.
  ///
  /// Numbers that are `lent` lie in memory that other questions use as well.
  ///
  /// - Complexity: O(items).
  init(
    _ pieces: Pieces, bound: Int?, lent: Bool = true,
    number: @Sendable (Range<Int>, inout CodeNumbering, UnsafeMutablePointer<UInt32>) -> Void
  ) {
    let count = pieces.ranges.last?.upperBound ?? 0
    var codes: [UInt64] = [0]
    func fill(_ numbers: SharedMemory<UInt32>) {
      let found = pieces.map { _, items in
        var own = CodeNumbering(bound: bound, items: items.count)
        number(items, &own, numbers.base)
        return own.codes
      }
      var all = CodeNumbering(bound: bound, items: count)
      let translations = found.map { $0.map { all.number(of: $0) } }
      codes = all.codes
      _ = pieces.map { piece, items in
        let translation = translations[piece]
        if translation.indices.allSatisfy({ translation[$0] == UInt32($0) }) { return }
        for item in items { numbers.base[item] = translation[Int(numbers.base[item])] }
      }
    }
    numbers = lent ? SharedArray(lent: count, fill: fill) : SharedArray(count: count, fill: fill)
    combinations = codes.map { [$0] }
  }

  /// Numbers the combinations of the codes of several columns, of the same items.
  ///
  /// - Complexity: O(items × columns).
  init(combining columns: [NumberedCodes], _ pieces: Pieces, lent: Bool = true) {
    guard let first = columns.first else {
      numbers = SharedArray(count: pieces.ranges.last?.upperBound ?? 0) { _ in }
      return
    }
    self = first
    for column in columns.dropFirst() { combine(with: column, pieces, lent: lent) }
  }

  /// Numbers the combinations with the codes of one more column.
  private mutating func combine(with column: NumberedCodes, _ pieces: Pieces, lent: Bool) {
    let (width, before) = (column.combinations.count, self)
    let (bound, isTooMany) = combinations.count.multipliedReportingOverflow(by: width)
    let joined = NumberedCodes(
      pieces, bound: isTooMany ? nil : bound, lent: lent
    ) { items, all, numbers in
      for item in items {
        let pair = UInt64(before.numbers[item]) &* UInt64(width) &+ UInt64(column.numbers[item])
        numbers[item] = all.number(of: pair)
      }
    }
    numbers = joined.numbers
    combinations = joined.combinations.map { pair in
      let (first, second) = pair[0].quotientAndRemainder(dividingBy: UInt64(width))
      return before.combinations[Int(first)] + column.combinations[Int(second)]
    }
  }
}
