// The search of an ordered funnel in 64 units at once.
//
// The events of 64 units lie transposed: row j holds the j-th event of each, a code in one byte and
// a time in 15 bits. Every form of the search gives the same answer.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The number of units of a block.
#define SLICED_LANES 64

/// The largest number of slots of a funnel.
#define SLICED_SLOTS 8

/// A funnel, by its slots: the events it takes one after the other.
struct sliced_question {
  /// The slots that each event code may fill, the first in the lowest bit.
  uint8_t fills[256];
  /// How many of the 16 parts of `fills` have any slot, and the first code of each of these parts.
  uint8_t part_count;
  uint8_t parts[16];
  /// The greatest difference of rounded times that may lie within the window, at most 0x7FFF, and
  /// the smallest that may lie outside.
  uint16_t last_possible;
  uint16_t first_uncertain;
  /// Whether an entry must lie in a range: the rounded times it may have, both ends included.
  bool has_range;
  uint16_t earliest_entry;
  uint16_t latest_entry;
  /// The rounded times of which only some moments lie in the range; 0xFFFF for none.
  uint16_t uncertain_entries[2];
};

/// What became of the units of a block; the first unit is in the lowest bit.
struct sliced_answer {
  /// The units that filled each slot.
  uint64_t reached[SLICED_SLOTS];
  /// The units whose answer depends on what rounding the times has lost.
  uint64_t is_uncertain;
  /// The units with events of one moment that stand in the file in another order than the slots
  /// they may fill; they may have got further than they did.
  uint64_t is_tied;
};

/// The forms of the search.
enum sliced_form { sliced_portable, sliced_avx2, sliced_avx512 };

/// Whether this machine can run a form.
bool sliced_has_form(enum sliced_form form);

/// Searches the `rows` rows of one block for the first `slots` slots, at least one.
///
/// `codes` and `times` hold 64 values a row. `ties` holds one bit set a row, of the units whose event
/// has exactly the time of the one before; null where the order of the file counts.
void sliced_search(
    enum sliced_form form, const struct sliced_question *_Nonnull question, int slots,
    const uint8_t *_Nonnull codes, const uint16_t *_Nonnull times, const uint64_t *_Nullable ties,
    size_t rows, struct sliced_answer *_Nonnull answer);
