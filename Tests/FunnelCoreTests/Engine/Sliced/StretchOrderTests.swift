import CKernels
import Testing

@testable import FunnelCore

@Suite struct StretchOrderTests {
  @Test(arguments: 0..<30)
  func `knows where a stretch goes once those before are told`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let count = Int.random(in: 0...12, using: &random)
    let sizes = (0..<count).map { _ in
      StretchOrder.Size(
        entrants: Int.random(in: 0...9, using: &random),
        rows: Int.random(in: 0...30, using: &random))
    }
    let order = StretchOrder(count: count)
    for number in 0..<count { #expect(order.takeNext() == number) }
    #expect(order.takeNext() == nil)
    var told: Set<Int> = []
    for number in (0..<count).shuffled(using: &random) {
      order.tell(sizes[number], of: number)
      told.insert(number)
      for own in 0..<count {
        let range = order.range(of: own)
        #expect((range != nil) == (0...own).allSatisfy(told.contains))
        guard let (start, end) = range else { continue }
        #expect(start.entrants == sizes[..<own].reduce(0) { $0 + $1.entrants })
        #expect(start.rows == sizes[..<own].reduce(0) { $0 + $1.rows })
        #expect(end.entrants == start.entrants + sizes[own].entrants)
        #expect(end.rows == start.rows + sizes[own].rows)
      }
    }
    #expect(order.end.entrants == sizes.reduce(0) { $0 + $1.entrants })
    #expect(order.end.rows == sizes.reduce(0) { $0 + $1.rows })
  }

  @Test func `gives out no stretch when it was cancelled`() {
    let order = StretchOrder(count: 3)
    #expect(order.takeNext() == 0 && !order.isCancelled)
    order.cancel()
    #expect(order.takeNext() == nil && order.isCancelled)
  }

  @Test func `keeps a few places that are large enough`() {
    let kept = KeptPlaces()
    let small = kept.take(10)
    kept.giveBack(small)
    #expect(kept.take(10) === small && kept.count == 0)
    kept.giveBack(small)
    let large = kept.take(20)
    #expect(large !== small && large.count == 20)
    kept.giveBack(large)
    #expect(kept.take(5) === large && kept.take(5) === small)
    for _ in 0..<2 * KeptPlaces.limit { kept.giveBack(SlicedPlaces(count: 1)) }
    #expect(kept.count == KeptPlaces.limit)
  }

  /// What was found of units, of which most entered so that many are put down at once.
  @Test(arguments: 0..<60)
  func `puts down entrants as plain loops do`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed))
    let count = random.pick([0, 1, 15, 16, 17, 100, 300])
    let (rare, unsure) = (random.pick([2, 30, 1000]), random.pick([10, 1000]))
    let depths = (0..<count).map { _ -> UInt8 in
      if random.chance(unsure) { return UInt8(SLICED_UNSURE) }
      return random.chance(rare) ? 0 : UInt8.random(in: 1...8, using: &random)
    }
    let room = SlicedPlaces(count: max(1, count))
    var places = room.places
    for place in 0..<count {
      places.depths[place] = depths[place]
      places.reasons[place] = UInt8(place % 7)
      withUnsafeMutableBytes(of: &places.rows[place]) { bytes in
        for step in 0..<8 {
          bytes.storeBytes(of: UInt16(place % 50 + step), toByteOffset: 2 * step, as: UInt16.self)
        }
      }
    }
    var total = 0
    #expect(sliced_total(places.depths, count, &total) == depths.count { $0 != 0 })
    #expect(total == depths.reduce(0) { $0 + ($1 == UInt8(SLICED_UNSURE) ? 0 : Int($1)) })

    let first = 1000
    let starts = Array(0..<first + count).map { $0 * 60 }
    let order = (0..<UInt32((first + count) * 60 + 60)).map { $0 ^ 1 }
    for isOrdered in [false, true] {
      var start = 0
      while start < count {
        let end = depths[start...].firstIndex(of: UInt8(SLICED_UNSURE)) ?? count
        let entered = (start..<end).filter { depths[$0] != 0 }
        let rows = entered.flatMap { place in
          (0..<Int(depths[place])).map { step -> UInt32 in
            let row = UInt32((first + place) * 60 + place % 50 + step)
            return isOrdered ? row ^ 1 : row
          }
        }
        for spare in [0, 200] {
          var units = Array(repeating: UInt32(0xA5A5_A5A5), count: entered.count + 1)
          var found = Array(repeating: UInt8(0xA5), count: entered.count + 1)
          var reasons = found
          var foundRows = Array(repeating: UInt32(0xA5A5_A5A5), count: rows.count + spare + 1)
          let stopped = units.withUnsafeMutableBufferPointer { units in
            found.withUnsafeMutableBufferPointer { found in
              reasons.withUnsafeMutableBufferPointer { reasons in
                foundRows.withUnsafeMutableBufferPointer { foundRows in
                  var entrants = sliced_entrants(
                    units: units.baseAddress.unsafelyUnwrapped,
                    depths: found.baseAddress.unsafelyUnwrapped,
                    reasons: reasons.baseAddress.unsafelyUnwrapped,
                    rows: foundRows.baseAddress.unsafelyUnwrapped, count: 0,
                    row_count: 0, row_limit: rows.count + spare)
                  let stopped = order.withUnsafeBufferPointer { order in
                    sliced_append(
                      &places, first, starts, isOrdered ? order.baseAddress : nil, start, count,
                      &entrants)
                  }
                  #expect(entrants.count == entered.count && entrants.row_count == rows.count)
                  return stopped
                }
              }
            }
          }
          #expect(stopped == end)
          #expect(units == entered.map { UInt32(first + $0) } + [0xA5A5_A5A5])
          #expect(found == entered.map { depths[$0] } + [0xA5])
          #expect(reasons == entered.map { UInt8($0 % 7) } + [0xA5])
          #expect(foundRows.prefix(rows.count).elementsEqual(rows))
          #expect(foundRows.last == 0xA5A5_A5A5)
        }
        start = end + 1
      }
    }
  }
}
