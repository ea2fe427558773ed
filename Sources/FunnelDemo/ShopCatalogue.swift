/// What the shop sells and who comes, as weights.
enum ShopCatalogue {
  struct Product: Sendable {
    let name: String
    let page: String
    let cents: Int
  }

  static let products: [Product] = [
    ("Oak desk", "oak-desk", 34900), ("Desk lamp", "desk-lamp", 4995),
    ("Office chair", "office-chair", 18900), ("Bookshelf, tall", "bookshelf-tall", 12950),
    ("Bookshelf, low", "bookshelf-low", 8950), ("Wool rug", "wool-rug", 15900),
    ("Linen cushion", "linen-cushion", 2490), ("Throw blanket", "throw-blanket", 3990),
    ("Floor lamp", "floor-lamp", 7990), ("Wall clock", "wall-clock", 3495),
    ("Picture frame", "picture-frame", 1295), ("Side table", "side-table", 6900),
    ("Café chair", "cafe-chair", 7450), ("Coat rack", "coat-rack", 5950),
    ("Mirror, 60\" round", "mirror-round", 11900), ("Plant pot", "plant-pot", 1890),
    ("Candle set", "candle-set", 1590), ("Storage box", "storage-box", 2190),
    ("Bed frame", "bed-frame", 42900), ("Duvet cover", "duvet-cover", 5490),
    ("Towel set", "towel-set", 3290), ("Kitchen stool", "kitchen-stool", 6290),
    ("Tea pot", "tea-pot", 2850), ("Mug", "mug", 995),
  ].map { Product(name: $0.0, page: "/product/" + $0.1, cents: $0.2) }

  // The types are spelled out: an array of tuples without names is converted at every use.
  static let devices: [(weight: Int, value: String)] = [
    (52, "mobile"), (40, "desktop"), (8, "tablet"),
  ]

  static let countries: [(weight: Int, value: String)] = [
    (34, "DE"), (18, "US"), (13, "GB"), (10, "FR"), (7, "NL"), (5, "AT"), (4, "CH"),
    (3, "SE"), (2, "ES"), (2, "IT"), (1, "PL"), (1, "JP"),
  ]

  static let sources: [(weight: Int, value: String)] = [
    (36, "google"), (22, "direct"), (14, "instagram"), (10, "facebook"),
    (7, "newsletter"), (5, "bing"), (4, "youtube"), (2, "partner"),
  ]

  /// Those who return type the address or follow the newsletter more often.
  static let returningSources: [(weight: Int, value: String)] = [
    (48, "direct"), (22, "google"), (18, "newsletter"), (6, "facebook"),
    (4, "instagram"), (2, "bing"),
  ]

  static let giveaway = "spring_giveaway"

  /// The campaigns of each source; a source without any has only unpaid visits.
  static let campaigns: [String: [(weight: Int, value: String?)]] = [
    "google": [(55, nil), (30, "brand_search"), (15, "winter_sale")],
    "instagram": [(25, nil), (55, giveaway), (20, "new_arrivals")],
    "facebook": [(30, nil), (40, "winter_sale"), (30, "retargeting")],
    "newsletter": [(70, "weekly_digest"), (30, "winter_sale")],
    "bing": [(70, nil), (30, "brand_search")],
    "youtube": [(40, nil), (60, "new_arrivals")],
  ]

  static let landingPages: [(weight: Int, value: String)] = [
    (55, "/"), (20, "/collection/living"), (15, "/collection/office"), (10, "/sale"),
  ]

  /// How busy each hour of the day is: a quiet night, a lunch bump, a long evening.
  static let hours: [(weight: Int, value: Int)] = [
    6, 3, 2, 1, 1, 2, 5, 10, 16, 20, 22, 24, 29, 26, 22, 21, 22, 25, 30, 38, 44, 42, 30, 15,
  ].enumerated().map { ($0.element, $0.offset) }
}
