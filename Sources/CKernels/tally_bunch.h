// What the parts of a tally have in common.
#pragma once

#include "chain_tally.h"

/// Entrants and their chains.
struct bunch {
  size_t count;
  uint8_t depths[HOP_BUNCH];
  uint8_t reasons[HOP_BUNCH];
  /// The row of each step; those behind the last one reached are any.
  uint32_t rows[HOP_BUNCH][SLICED_SLOTS];
};

/// What is known of the entrants of a bunch.
struct known {
  uint32_t entry_times[HOP_BUNCH];
  /// The time of the last step that was measured.
  uint32_t times[HOP_BUNCH];
  /// The number in each table.
  uint8_t numbers[TALLY_COLUMNS][HOP_BUNCH];
};

/// Finds the numbers of entrants in a table, and counts them by these.
void tally_count_in(
    const struct chain_tally *tally, const struct tally_table *table, const struct bunch *bunch,
    uint8_t *numbers);

/// Makes sure that so many lengths of a step have room; returns false where there is none, or a length of
/// the page before is greater than any can be.
bool tally_make_room(struct chain_tally *tally, size_t step, size_t count);

/// Counts the lengths of a step's page; returns false where one is greater than any can be.
bool tally_finish_page(struct chain_tally *tally, size_t step);
