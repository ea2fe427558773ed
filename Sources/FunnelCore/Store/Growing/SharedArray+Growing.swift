extension SharedArray {
  /// Returns an array with further elements, which `fill` sets; they are zero before.
  ///
  /// They go behind the elements of this array where its memory has room and nothing was put there
  /// yet, so that those who hold this array see no change; otherwise everything is copied.
  ///
  /// - Complexity: O(added), or O(elements) where there is no room.
  func extended(by added: Int, fill: (UnsafeMutablePointer<Element>) -> Void) -> SharedArray {
    if added == 0 { return self }
    let stride = MemoryLayout<Element>.stride
    if let memory = growableMemory, memory.take(from: count * stride, to: (count + added) * stride)
    {
      let base = memory.base.assumingMemoryBound(to: Element.self)
      fill(base + count)
      return SharedArray(base: base, count: count + added, owner: memory)
    }
    return SharedArray(count: count + added, spare: (count + added) / 4 + 1024) { memory in
      withUnsafeBufferPointer { elements in
        if let base = elements.baseAddress { memory.base.update(from: base, count: count) }
      }
      fill(memory.base + count)
    }
  }

  /// Whether further elements find room behind these.
  func hasRoom(for added: Int) -> Bool {
    let stride = MemoryLayout<Element>.stride
    guard let memory = growableMemory else { return false }
    return memory.used == count * stride && memory.count >= (count + added) * stride
  }

  /// Whether this array begins with the elements of another one, in the same memory.
  func continues(_ other: SharedArray) -> Bool {
    sharesMemory(with: other) && count >= other.count
  }
}
