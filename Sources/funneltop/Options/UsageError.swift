/// A mistake on the command line: one to three lines that say what is wrong and what to do.
struct UsageError: Error {
  let message: String
}
