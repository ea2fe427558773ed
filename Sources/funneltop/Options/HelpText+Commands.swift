extension Options.Command {
  /// What the help for the command says before and after its options.
  var help: (usage: String, examples: String) {
    switch self {
    case .dashboard:
      (
        """
        funneltop [FILE…]
          Opens the dashboard on events; without a terminal, prints the report.

        """,
        """
          funneltop events.csv
          funneltop events.jsonl.gz --steps 'visit[source = ads] > signup within 2d'
          tail -f events.jsonl | funneltop -
        """
      )
    case .demo:
      (
        """
        funneltop demo
          Opens the dashboard on a simulated shop; no file is read.

        """,
        """
          funneltop demo --by device
          funneltop demo --users 50000 --seed 3
        """
      )
    case .report:
      (
        """
        funneltop report [FILE…]
          Prints the funnel: how many reach each step, why the others were lost, how
          long it took; with --by, --trend, --histogram and --compare a part for each.

        """,
        """
          funneltop report events.csv --steps 'view > cart > purchase' --by device
          funneltop report events.csv --trend week --format html -o week.html
        """
      )
    case .reconcile:
      (
        """
        funneltop reconcile [FILE…]
          Prints how many reach each step by your rules and, side by side, by those of
          PostHog, Mixpanel, Amplitude, GA4, ClickHouse and Umami; then what each rule
          of theirs would change in your numbers by itself, so that you see why a
          figure of theirs differs. Rules you give are set for every product.

        """,
        """
          funneltop reconcile events.csv --steps 'view > cart > purchase'
          funneltop reconcile events.csv --steps 'view > purchase' --format json
        """
      )
    case .inspect:
      (
        """
        funneltop inspect [FILE…]
          Prints what is in the data: its format, the columns taken for user, time and
          event, the events with counts, the other columns with their commonest
          values, and the lines that could not be read, with the reason.

        """,
        """
          funneltop inspect events.csv
          funneltop inspect export.csv --user account_id --time created_at
        """
      )
    case .generate:
      (
        """
        funneltop generate
          Prints the events of a simulated shop, the same for the same seed.

        """,
        """
          funneltop generate -o shop.csv
          funneltop generate --users 500 --seed 3 --format jsonl
        """
      )
    case .snapshot:
      (
        """
        funneltop snapshot FILE… -o NAME.funnel
          Writes the events as one file of columns that opens at once, without being
          read again; every command takes it in place of the original files, and
          shows the same. It keeps the columns as they were taken, the rejected lines
          and the time zone. Replace it by another when the original has changed.

        """,
        """
          funneltop snapshot events.csv -o events.funnel
          funneltop snapshot logs/*.jsonl.gz --user account_id -o logs.funnel
          funneltop events.funnel
        """
      )
    case .users:
      ("funneltop \(rawValue)\n  Is not supported yet in this version.\n", "  funneltop --help")
    }
  }
}
