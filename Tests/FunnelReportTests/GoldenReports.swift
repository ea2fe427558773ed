/// How reports are meant to look.
enum Golden {
  /// A report with everything in it as text.
  static let text = """
    Source   shop.csv (csv): 12,345 events of 1,000 users, no line rejected
             1970-01-01T00:00:00Z to 1970-01-02T00:00:00.500Z
    Columns  user = user_id, time = ts, event = event
    Counted  sessions (ended by 30 minutes of silence), steps in order with anything
             between, all within 14 days of the entry, every entry tried, all events
             of a chain with the same order_id, entered from 1970-01-01T00:00:00Z
    Funnel   visit > cart > coupon? > buy

       Step     Sessions                         of first  of prev.  Lost     Median
    1  visit       1,000  █████████████████████    100.0%             600
    2  cart          400  ████████▍                 40.0%     40.0%   250  33 m 50 s
    3  coupon?        90  █▉                         9.0%     60.0%        33 m 50 s
    4  buy           150  ███▏                      15.0%     37.5%        33 m 50 s

    after 1 visit: 600 lost: 500 left, 80 late, 20 still open
    after 2 cart: 250 lost: 200 left, 25 excluded, 25 out of order

    A step with ? may be skipped; its share is of those who reached the next
    required step.

    Overall conversion 15.0%: 150 of 1,000 sessions (95% interval 12.9% to 17.3%).
    Time to convert: median 33 m 50 s, the middle half from 17 m 25 s to 50 m 15 s.
    Worst step by rate: after 2 cart, 62.5% do not reach buy (250 sessions).
    Worst step by sessions: after 1 visit, 60.0% do not reach cart (600 sessions).

    By device: the value at the entry, or else the chain's first one
    Value               Entered  Converted   Rate   vs rest  Verdict  Worst after
    mobile                  600         30   5.0%  -25.0 pp  worse    2 cart
    (not set)                20          0   0.0%  -15.3 pp  too few  1 visit
    (other: 12 groups)      380        120  31.6%         —  —        1 visit

    Share of the previous step  step 2  step 3  step 4
    mobile                       33.3%   66.7%   15.0%
    (not set)                     0.0%       —       —
    (other: 12 groups)           52.6%   58.3%   60.0%

    Each group is compared with everyone else; better and worse hold beyond chance
    (5% level, adjusted for the number of groups by Holm). Worst after which step:
    where the group loses the largest share.

    Trend: from 1 visit to 4 buy, by time of entry
    Period      Entered  Converted   Rate                                    Open
    1970-01-01      600        120  20.0%  ████████████████████████████████
    1970-01-02        0          0      —
    1970-01-03      400         30   7.5%  ░░░░░░░░░░░░                       370

    Open: sessions whose window had not ended with the data; the rate of such a
    period (faint bar) can still rise.

    Time from 1 visit to 4 buy: 2 sessions, mean 33 m 50 s, median 33 m 50 s
        From        To  Sessions                                    Share
       0.0 s  1 h 00 m         1  ████████████████████████████████  50.0%
    1 h 00 m  2 h 00 m         1  ████████████████████████████████  50.0%

    """

  /// A funnel by the rules of all products.
  static let reconcile = """
    Source   shop.csv (csv): 12,345 events of 1,000 users, no line rejected
             1970-01-01T00:00:00Z to 1970-01-02T00:00:00.500Z
    Columns  user = user_id, time = ts, event = event
    Counted  users, steps in order with anything between, all within 7 days of the
             entry, every entry tried
    Funnel   view > cart > buy

       Step      Yours  PostHog  Mixpanel  Amplitude     GA4  ClickHouse  Umami
    1  view          2        2         2          2       2           2      3
    2  cart          2        2         1          2       2           2      1
    3  buy           2        2         1          2       2           2      1
       Overall  100.0%   100.0%     50.0%     100.0%  100.0%      100.0%  33.3%

    What each rule of theirs would change in your numbers, by itself:
    PostHog     counts the same
    Mixpanel    first entry only: −1 at step 2, −1 at step 3
    Amplitude   counts the same
    GA4         counts the same
    ClickHouse  counts the same
    Umami       sessions (ended by 30 minutes of silence) counted: +1 at step 1, −1
                at step 2, −1 at step 3
                window of 1 hour: −1 at step 3
                all together: +1 at step 1, −1 at step 2, −1 at step 3

    """

  /// The same as Markdown.
  static let markdown = #"""
    ## Funnel: visit → cart → coupon? → buy

    |  | Step | Sessions |  | of first | of prev. | Lost | Median |
    | ---: | --- | ---: | --- | ---: | ---: | ---: | ---: |
    | 1 | visit | 1,000 | ████████████████████ | 100.0% |  | 600 |  |
    | 2 | cart | 400 | ████████ | 40.0% | 40.0% | 250 | 33 m 50 s |
    | 3 | coupon? | 90 | █▊ | 9.0% | 60.0% |  | 33 m 50 s |
    | 4 | buy | 150 | ███ | 15.0% | 37.5% |  | 33 m 50 s |

    - after 1 visit: 600 lost: 500 left, 80 late, 20 still open
    - after 2 cart: 250 lost: 200 left, 25 excluded, 25 out of order
    - A step with ? may be skipped; its share is of those who reached the next required step.
    - Overall conversion 15.0%: 150 of 1,000 sessions (95% interval 12.9% to 17.3%).
    - Time to convert: median 33 m 50 s, the middle half from 17 m 25 s to 50 m 15 s.
    - Worst step by rate: after 2 cart, 62.5% do not reach buy (250 sessions).
    - Worst step by sessions: after 1 visit, 60.0% do not reach cart (600 sessions).

    ### By device

    The value at the entry, or else the chain's first one.

    | Value | Entered | Converted | Rate | vs rest | Verdict | Worst after |
    | --- | ---: | ---: | ---: | ---: | --- | --- |
    | mobile | 600 | 30 | 5.0% | -25.0 pp | worse | 2 cart |
    | (not set) | 20 | 0 | 0.0% | -15.3 pp | too few | 1 visit |
    | (other: 12 groups) | 380 | 120 | 31.6% | — | — | 1 visit |

    | Share of the previous step | step 2 | step 3 | step 4 |
    | --- | ---: | ---: | ---: |
    | mobile | 33.3% | 66.7% | 15.0% |
    | (not set) | 0.0% | — | — |
    | (other: 12 groups) | 52.6% | 58.3% | 60.0% |

    Each group is compared with everyone else; better and worse hold beyond chance (5% level, adj\#
    usted for the number of groups by Holm). Worst after which step: where the group loses the la\#
    rgest share.

    ### Trend

    From 1 visit to 4 buy, by time of entry.

    | Period | Entered | Converted | Rate |  | Open |
    | --- | ---: | ---: | ---: | --- | ---: |
    | 1970-01-01 | 600 | 120 | 20.0% | ████████████████████ |  |
    | 1970-01-02 | 0 | 0 | — |  |  |
    | 1970-01-03 | 400 | 30 | 7.5% | ░░░░░░░ | 370 |

    Open: sessions whose window had not ended with the data; the rate of such a period (faint bar\#
    ) can still rise.

    ### Time from 1 visit to 4 buy

    2 sessions, mean 33 m 50 s, median 33 m 50 s.

    | From | To | Sessions |  | Share |
    | ---: | ---: | ---: | --- | ---: |
    | 0.0 s | 1 h 00 m | 1 | ████████████████████ | 50.0% |
    | 1 h 00 m | 2 h 00 m | 1 | ████████████████████ | 50.0% |

    ### How it was counted

    - **Source**: shop.csv (csv): 12,345 events of 1,000 users, no line rejected, 1970-01-01T00:0\#
    0:00Z to 1970-01-02T00:00:00.500Z
    - **Columns**: user = user\_id, time = ts, event = event
    - **Counted**: sessions (ended by 30 minutes of silence), steps in order with anything betwee\#
    n, all within 14 days of the entry, every entry tried, all events of a chain with the same or\#
    der\_id, entered from 1970-01-01T00:00:00Z
    - **Funnel**: visit &gt; cart &gt; coupon? &gt; buy

    """#
}
