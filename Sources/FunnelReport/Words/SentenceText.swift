/// Makes sentences of explanations.
enum SentenceText {
  /// Returns an explanation with a capital letter and a full stop.
  static func of(_ explanation: String) -> String {
    explanation.prefix(1).uppercased() + explanation.dropFirst() + "."
  }
}
