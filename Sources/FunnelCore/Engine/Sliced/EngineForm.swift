/// The forms in which the engine counts; no number depends on it.
enum EngineForm: String, Sendable {
  /// Unit after unit, from the store.
  case simple
  /// Many units at once, from ``SlicedEvents``.
  case sliced

  /// The form that the environment variable `FUNNELTOP_ENGINE` asks for; nil for what is there.
  static let forced = Environment.value(of: "FUNNELTOP_ENGINE").flatMap(EngineForm.init)
}
