import CKernels
import Testing

@testable import FunnelCore

@Suite struct PickTests {
  static let forms = KernelForm.available(picking_has_form).map(\.form)

  @Test(arguments: 0..<200)
  func `picks the same bytes in every form`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let count = random.pick([0, 1, 63, 64, 65, 127, 128, 200, 1000])
    let deepest = random.pick([UInt8(1), 3, 8, 255])
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    let depths = (0..<count).map { _ in UInt8.random(in: 0...deepest, using: &random) }
    for least in [UInt8(0), 1, 2, deepest] {
      let all = zip(bytes, depths).filter { $0.1 >= least }.map(\.0)
      // Who knows how many there are gives no more room.
      for limit in [all.count, all.count + 70, all.count / 2] {
        for form in Self.forms {
          var picked = Array(repeating: UInt8(0xA5), count: limit + 128)
          let found = pick_bytes(form, bytes, depths, count, least, &picked, limit)
          #expect(found == min(all.count, limit), "\(form) \(count) \(least) \(limit)")
          #expect(picked.prefix(found).elementsEqual(all.prefix(found)))
          #expect(picked[limit...].allSatisfy { $0 == 0xA5 })
        }
      }
    }
  }

  @Test(arguments: 0..<200)
  func `picks the same words in every form`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed) &* 7)
    let count = random.pick([0, 1, 15, 16, 17, 63, 64, 200, 1000])
    let words = (0..<count).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) }
    let depths = (0..<count).map { _ in UInt8.random(in: 0...4, using: &random) }
    for least in [UInt8(0), 1, 2, 4, 5] {
      let all = zip(words, depths).filter { $0.1 >= least }.map(\.0)
      for limit in [all.count, all.count + 40, all.count / 2] {
        for form in Self.forms {
          var picked = Array(repeating: UInt32(0xA5A5_A5A5), count: limit + 32)
          let found = pick_words(form, words, depths, count, least, &picked, limit)
          #expect(found == min(all.count, limit), "\(form) \(count) \(least) \(limit)")
          #expect(picked.prefix(found).elementsEqual(all.prefix(found)))
          #expect(picked[limit...].allSatisfy { $0 == 0xA5A5_A5A5 })
        }
      }
    }
  }
}
