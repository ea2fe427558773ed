import FunnelCore

extension Options {
  /// Refuses a question that no data could answer, before any data is read or the screen is taken.
  ///
  /// The engine itself is asked, about no events at all. Names are left out: whether the data has
  /// them is known only when it has been read.
  func checkQuestion() throws {
    var query = try query(for: (funnel ?? FunnelDefinition(steps: [])).withoutNames)
    query.filter = nil
    query.breakdowns = []
    let roles = EventStore.ColumnRoles(unit: "user", time: "time", event: "event")
    let nothing = EventStoreBuilder(roles: roles)
    _ = try LocalBackend(store: nothing.makeStore()).answer(query)
  }
}

extension FunnelDefinition {
  /// The funnel's form with any event in the place of every name.
  fileprivate var withoutNames: FunnelDefinition {
    let any = [EventMatcher(name: .any)]
    var form = self
    for index in form.steps.indices { form.steps[index].matchers = any }
    for index in form.exclusions.indices { form.exclusions[index].matchers = any }
    if form.steps.isEmpty { form.steps = [FunnelStep(matchers: any)] }
    return form
  }
}
