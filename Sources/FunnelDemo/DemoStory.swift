/// Something that is true of the simulated shop and can be found in the dashboard.
public struct DemoStory: Hashable, Sendable {
  /// The finding in a few words.
  public let title: String
  /// What happens and where to see it, in one or two sentences.
  public let sentence: String

  /// Every planted story.
  public static let all = [
    DemoStory(
      title: "Mobile gives up at payment",
      sentence: """
        On mobile about half of those who begin the checkout never enter their payment details; \
        on desktop it is one in six. Split by device and look at add_payment_info.
        """),
    DemoStory(
      title: "The giveaway brings the wrong crowd",
      sentence: """
        People from the Instagram campaign spring_giveaway look at products like everyone else \
        and almost never buy. Split by campaign.
        """),
    DemoStory(
      title: "A newsletter signup announces a buyer",
      sentence: """
        Those who do newsletter_signup buy several times as often as those who do not.
        """),
    DemoStory(
      title: "Closing the banner is busywork",
      sentence: """
        More than half of the visitors do banner_close, and it says nothing about buying.
        """),
    DemoStory(
      title: "The treatment helps a little",
      sentence: """
        The A/B test's treatment leads more carts to begin_checkout; every other step is the \
        same in both variants. Split by variant.
        """),
  ]
}
