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
    check(bytes, depths, least: [0, 1, 2, deepest], unused: 0xA5) {
      pick_bytes($0, bytes, depths, count, $1, $2, $3)
    }
  }

  @Test(arguments: 0..<200)
  func `picks the same words in every form`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed) &* 7)
    let count = random.pick([0, 1, 15, 16, 17, 63, 64, 200, 1000])
    let words = (0..<count).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) }
    let depths = (0..<count).map { _ in UInt8.random(in: 0...4, using: &random) }
    check(words, depths, least: [0, 1, 2, 4, 5], unused: 0xA5A5_A5A5) {
      pick_words($0, words, depths, count, $1, $2, $3)
    }
  }

  /// Checks what `pick` finds by form, least depth and room, and that it writes nowhere else.
  private func check<Element: Equatable>(
    _ elements: [Element], _ depths: [UInt8], least: [UInt8], unused: Element,
    _ pick: (kernel_form, UInt8, UnsafeMutablePointer<Element>, Int) -> Int
  ) {
    for least in least {
      let all = zip(elements, depths).filter { $0.1 >= least }.map(\.0)
      // Who knows how many there are gives no more room.
      for limit in [all.count, all.count + 70, all.count / 2] {
        for form in Self.forms {
          var picked = Array(repeating: unused, count: limit + 128)
          let found = pick(form, least, &picked, limit)
          #expect(found == min(all.count, limit), "\(form) \(elements.count) \(least) \(limit)")
          #expect(picked.prefix(found).elementsEqual(all.prefix(found)))
          #expect(picked[limit...].allSatisfy { $0 == unused })
        }
      }
    }
  }
}
