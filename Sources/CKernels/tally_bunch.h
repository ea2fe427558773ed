// What the parts of a tally have in common.
#pragma once

#include "chain_tally.h"

/// Lengths of one step that are not counted yet, and their numbers in each table, those of a page one table
/// after the other.
struct stage {
  size_t count;
  uint32_t *lengths;
  uint8_t *numbers;
};

/// Entrants and their chains.
struct bunch {
  struct stage stages[SLICED_SLOTS];
  size_t count;
  uint8_t depths[HOP_BUNCH];
  uint8_t reasons[HOP_BUNCH];
  /// For each step how many came to it, and the rows of these, one after the other.
  size_t row_counts[SLICED_SLOTS];
  uint32_t rows[SLICED_SLOTS][HOP_BUNCH];
};

/// Counts the entrants of the bunch that is not counted yet, and empties it; returns false as
/// ``tally_block`` does.
bool tally_bunch(struct chain_tally *tally);

/// Finds the numbers of entrants in a table, and counts them by these.
void tally_count_in(
    const struct chain_tally *tally, const struct tally_table *table, const struct bunch *bunch,
    uint8_t *numbers);

/// Makes sure that so many lengths of a step have room; returns false as ``tally_finish_page`` does.
bool tally_make_room(struct chain_tally *tally, size_t step, size_t count);

/// Counts the lengths of a step and puts them on a page; returns false where there is none left, or a length
/// is greater than any can be.
bool tally_finish_page(struct chain_tally *tally, size_t step);

/// Waits until what was put on pages is there for other threads too.
void tally_settle(void);
