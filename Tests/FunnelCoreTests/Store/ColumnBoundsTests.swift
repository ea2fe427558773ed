import CKernels
import Testing

/// The loops over whole columns find what a plain look at each number finds.
struct ColumnBoundsTests {
  @Test func `the greatest number is found wherever it stands`() {
    for count in [0, 1, 2, 15, 31, 32, 33, 64, 100, 257] {
      for place in 0..<max(1, count) {
        var bytes = [UInt8](repeating: 7, count: count)
        var halves = [UInt16](repeating: 7, count: count)
        var words = [UInt32](repeating: 7, count: count)
        if count > 0 {
          (bytes[place], halves[place], words[place]) = (.max, .max, .max)
        }
        #expect(greatest_of_bytes(bytes, count) == UInt64(bytes.max() ?? 0))
        #expect(greatest_of_halves(halves, count) == UInt64(halves.max() ?? 0))
        #expect(greatest_of_words(words, count) == UInt64(words.max() ?? 0))
      }
    }
  }

  @Test func `falls, standstills and numbers beyond a limit are counted`() {
    var random = SeededGenerator(state: 5)
    let extremes: [Int64] = [.min, .min + 1, -101, -100, -1, 0, 1, 100, 101, .max]
    for count in 0..<130 {
      let numbers = (0..<count).map { _ in random.pick(extremes) }
      let pairs = zip(numbers, numbers.dropFirst())
      #expect(count_of_descents(numbers, count) == pairs.count { $1 < $0 })
      #expect(count_of_standstills(numbers, count) == pairs.count { $1 <= $0 })
      let words = numbers.map { UInt32(truncatingIfNeeded: $0 >> 8) }
      #expect(
        count_of_word_descents(words, count) == zip(words, words.dropFirst()).count { $1 < $0 })
      for exempt: Int64 in [0, .min, 101] {
        #expect(
          count_beyond(100, exempt, numbers, count)
            == numbers.count { ($0 > 100 || $0 < -100) && $0 != exempt })
      }
    }
  }
}
