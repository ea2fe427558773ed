internal import CKernels

extension SlicedEvents {
  /// Finds what became of every unit, on all cores; nil when cancelled.
  ///
  /// The question must be one whose reported chains blocks tell.
  ///
  /// - Complexity: O(events × slots / 64 + units) and what is searched again in the store.
  func outcomes(
    _ question: SlicedQuestion, _ funnel: CompiledFunnel, kernel: KernelForm = .bestForLanes,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> Outcomes? {
    let order = StretchOrder(count: stretches.count)
    return Outcomes(of: self, steps: Int(question.steps.count)) { joining in
      let left = concurrently(min(stretches.count, Parallelism.threadCount)) { _ in
        var search = SlicedStretchSearch(self, question, funnel, isCancelled)
        return search.searchAll(order, kernel, joining)
      }
      if order.isCancelled { return nil }
      let last = Array(left.joined())
      _ = concurrently(last.count) { joining.put(last[$0].found, as: last[$0].number, order) }
      return order.end
    }
  }
}
