import Testing

@testable import FunnelCore

@Suite struct KeptMemoryTests {
  private let memory = KeptMemory()
  private static let few = KeptMemory.fewestBytes / 4
  private static let many = KeptMemory.fewestBytes

  private func array(_ count: Int, of value: UInt32) -> SharedArray<UInt32> {
    SharedArray(lent: count, from: memory) {
      $0.base.update(repeating: value, count: count)
    }
  }

  private func address(_ array: SharedArray<UInt32>) -> UnsafePointer<UInt32>? {
    array.withUnsafeBufferPointer { $0.baseAddress }
  }

  @Test func `lends again what was given back`() {
    var first: SharedArray? = array(Self.many, of: 7)
    let place = first.flatMap { address($0) }
    #expect(memory.idleBytes == 0)
    first = nil
    #expect(memory.idleBytes >= Self.many * 4)
    let second = array(Self.many + 100, of: 9)
    #expect(address(second) == place)
    #expect(second.allSatisfy { $0 == 9 } && second.count == Self.many + 100)
    #expect(memory.idleBytes == 0)
  }

  @Test func `lends nothing that is in use`() {
    let first = array(Self.many, of: 1)
    let second = array(Self.many, of: 2)
    #expect(address(first) != address(second))
    #expect(first.allSatisfy { $0 == 1 } && second.allSatisfy { $0 == 2 })
  }

  @Test func `keeps an array for as long as any part of it is used`() {
    var first: SharedArray? = array(Self.many, of: 3)
    let part = first?.part(10..<20)
    first = nil
    #expect(memory.idleBytes == 0)
    let second = array(Self.many, of: 4)
    #expect(part.map(Array.init) == Array(repeating: 3, count: 10))
    #expect(second.allSatisfy { $0 == 4 })
  }

  @Test func `lends neither too little nor far too much`() {
    _ = array(Self.many * 8, of: 1)
    let idle = memory.idleBytes
    _ = array(Self.few * 2, of: 2)
    #expect(memory.idleBytes > idle)
    let larger = array(Self.many * 16, of: 3)
    #expect(larger.allSatisfy { $0 == 3 })
    #expect(memory.idleBytes > idle)
  }

  @Test func `gives small arrays memory of their own`() {
    _ = array(Self.few - 1, of: 1)
    #expect(memory.idleBytes == 0)
  }

  @Test func `gives up what nobody has asked for`() {
    _ = array(Self.many * 64, of: 1)
    let large = memory.idleBytes
    for _ in 0..<KeptMemory.patience { _ = array(Self.many, of: 2) }
    #expect(memory.idleBytes > large)
    for _ in 0..<2 { _ = array(Self.many, of: 2) }
    #expect(memory.idleBytes < large && memory.idleBytes > 0)
  }
}
