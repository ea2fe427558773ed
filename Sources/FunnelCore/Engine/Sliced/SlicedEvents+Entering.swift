internal import CKernels
internal import Synchronization

extension SlicedEvents {
  /// Returns, for each unit, whether it has an event with which a chain can begin; nil when cancelled.
  ///
  /// Who has none need not be searched, whatever the rules. Of units of many events this is not found out.
  ///
  /// - Complexity: O(events / 64 + units).
  func entering(
    _ funnel: CompiledFunnel, kernel: KernelForm = .bestForLanes,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> [Bool]? {
    // In any order every step is an entry, otherwise the first is; no step before it is optional.
    let entries: UInt64 = funnel.order == .any ? .max : 1
    let fills = SlicedFills(funnel, of: self) { $0 & entries == 0 ? 0 : 1 }
    let stopped = Atomic<Bool>(false)
    let found = SharedMemory<Bool>.array(count: unitCount) { found in
      _ = concurrently(stretches.count) { number in
        let stretch = stretches[number]
        (found.base + stretch.units.lowerBound)
          .initialize(repeating: false, count: stretch.units.count)
        for unit in longUnits[stretch.longUnits] { found.base[Int(unit)] = true }
        if stopped.load(ordering: .relaxed) { return }
        if isCancelled() { return stopped.store(true, ordering: .relaxed) }
        let room = SlicedRoom()
        withRows(ties: ties) { rows in
          for block in blocks[stretch.blocks] {
            fills.look(up: rows, of: block, kernel.form, into: room.fills)
            let lanes = sliced_present(kernel.form, block.rowCount, room.fills)
            units.forEach(in: lanes, of: block) { found.base[$0] = true }
          }
        }
      }
    }
    return stopped.load(ordering: .relaxed) ? nil : found
  }
}
