// The search of an ordered funnel in 64 units at once.
//
// The events of 64 units lie transposed in a block: row j holds the j-th event of each, a code in one
// byte and a time in 15 bits. Every form of the search gives the same answer.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel_form.h"

/// The number of units of a block.
#define SLICED_LANES 64

/// The largest number of slots of a funnel.
#define SLICED_SLOTS 8

/// The largest number of rows of a block.
#define SLICED_ROWS 512

/// The slots that events may fill.
struct sliced_table {
  /// The slots that each event code may fill, the first in the lowest bit.
  uint8_t fills[256];
  /// How many of the 16 parts of `fills` have any slot, and the first code of each of these parts.
  uint8_t part_count;
  uint8_t parts[16];
};

/// Sets the slots that each event of a block may fill, 64 a row.
void sliced_look_up(
    enum kernel_form form, const struct sliced_table *_Nonnull table,
    const uint8_t *_Nonnull codes, size_t rows, uint8_t *_Nonnull fills);

/// Adds the slots that events may fill where a condition holds; `holds` has one bit set a row.
void sliced_look_up_where(
    enum kernel_form form, const struct sliced_table *_Nonnull table,
    const uint8_t *_Nonnull codes, const uint64_t *_Nonnull holds, size_t rows,
    uint8_t *_Nonnull fills);

/// Leaves no slots to events for which a condition does not hold.
void sliced_keep_where(
    enum kernel_form form, const uint64_t *_Nonnull holds, size_t rows, uint8_t *_Nonnull fills);

/// Returns the units of a block with an event that may fill any slot.
uint64_t sliced_present(enum kernel_form form, size_t rows, const uint8_t *_Nonnull fills);

/// The rules of a funnel, in rounded times.
struct sliced_question {
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
  /// The first rounded time of an entry whose window had not ended with the data, and the one of
  /// which only some moments are so; 0xFFFF for none.
  uint16_t first_open;
  uint16_t uncertain_open;
};

/// A block as a question looks at it, 64 values a row.
struct sliced_block {
  /// The slots that events may fill.
  const uint8_t *_Nonnull fills;
  const uint16_t *_Nonnull times;
  /// One bit set a row, of the units whose event has exactly the time of the one before; null where the
  /// order of the file counts.
  const uint64_t *_Nullable ties;
  /// The number of rows.
  size_t rows;
  /// The greatest difference of the rounded times of a unit.
  uint16_t longest;
};

/// How far the units of a block got; the first unit is in the lowest bit.
struct sliced_depths {
  /// The units that filled each slot.
  uint64_t reached[SLICED_SLOTS];
  /// The units whose answer depends on what rounding the times has lost.
  uint64_t is_uncertain;
  /// The units with events of one moment that stand in the file in another order than the slots
  /// they may fill; they may have got further than they did.
  uint64_t is_tied;
};

/// Searches a block for the first `slots` slots, at least one.
///
/// Where entries must lie in a range and `entering` is not null, it gets the slots that events may fill
/// without the entries outside. Times are not looked at where the events of no unit lie so far apart that
/// they matter.
void sliced_search(
    enum kernel_form form, const struct sliced_question *_Nonnull question, int slots,
    const struct sliced_block *_Nonnull block, uint8_t *_Nullable entering,
    struct sliced_depths *_Nonnull depths);

/// A funnel's steps by their slots, and the names of what becomes of a unit.
struct sliced_steps {
  uint8_t count;
  /// The slot that completes each step.
  uint8_t last_slots[SLICED_SLOTS];
  /// For each slot, the one before that the same events may fill; 0xFF for none.
  uint8_t twins[SLICED_SLOTS];
  /// Whether any two events may fill the same slots or no slot both, so that slots in any order need
  /// only have an event each.
  bool fills_are_apart;
  /// The reasons for which a unit is lost, and that of one that is not.
  uint8_t late;
  uint8_t open;
  uint8_t out_of_order;
  uint8_t left;
  uint8_t none;
};

/// Units of a block that are counted in the same group.
struct sliced_share {
  uint64_t units;
  uint32_t group;
};

/// Adds the units of a block that reached each step, of those that are `known`, to the counts of their
/// groups: `cells` holds one for each step of each group.
void sliced_count(
    enum kernel_form form, const struct sliced_steps *_Nonnull steps, int slots,
    const struct sliced_depths *_Nonnull depths, uint64_t known,
    const struct sliced_share *_Nonnull shares, size_t share_count, uint32_t *_Nonnull cells);

/// The depth of a unit that must be searched in the store.
#define SLICED_UNSURE 0xFF

/// What became of the units of a block.
struct sliced_outcomes {
  /// How many steps each unit reached; zero for none.
  uint8_t depths[SLICED_LANES];
  /// Why it got no further.
  uint8_t reasons[SLICED_LANES];
  /// For each step, the row of the event that completes it in each unit's earliest deepest chain; those of
  /// steps that a unit did not reach are any.
  uint16_t rows[SLICED_SLOTS][SLICED_LANES];
};

/// Finds what became of the units of one block, as ``sliced_search`` finds how far they got; returns
/// those that must be searched in the store.
///
/// `entering` has room for the rows; it is used only where entries must lie in a range.
uint64_t sliced_outcomes(
    enum kernel_form form, const struct sliced_question *_Nonnull question,
    const struct sliced_steps *_Nonnull steps, int slots,
    const struct sliced_block *_Nonnull block, uint8_t *_Nonnull entering,
    struct sliced_outcomes *_Nonnull outcomes);

/// How far the units of a block got, and one of their events.
struct sliced_touches {
  /// How many steps each unit reached; zero for none, and for those that must be searched in the store.
  uint8_t depths[SLICED_LANES];
  /// The row of an event; 0xFFFF for none.
  uint16_t rows[SLICED_LANES];
};

/// Finds how many steps each unit of a block reached, and the entry of its earliest deepest chain; returns
/// those that must be searched in the store.
///
/// `entering` has room for the rows; it is used only where entries must lie in a range.
uint64_t sliced_enter(
    enum kernel_form form, const struct sliced_question *_Nonnull question,
    const struct sliced_steps *_Nonnull steps, int slots,
    const struct sliced_block *_Nonnull block, uint8_t *_Nonnull entering,
    struct sliced_touches *_Nonnull touches);

/// The rows of the events of the units' chains, slot after slot.
struct sliced_chain_rows {
  uint16_t rows[SLICED_SLOTS][SLICED_LANES];
};

/// Follows the chains from the entries that ``sliced_enter`` found with the same arguments; rows behind
/// the end of a chain are any.
void sliced_follow(
    enum kernel_form form, const struct sliced_question *_Nonnull question, int slots,
    const uint8_t *_Nonnull fills, size_t rows, const uint8_t *_Nonnull entering,
    const struct sliced_touches *_Nonnull touches, struct sliced_chain_rows *_Nonnull chains);

/// Finds the first or the last row of each unit with an event that may fill any slot and for which a
/// condition holds; `holds` has one bit set a row. 0xFFFF stands for none.
void sliced_touch(
    enum kernel_form form, bool is_last, const uint8_t *_Nonnull fills,
    const uint64_t *_Nonnull holds, size_t rows, uint16_t *_Nonnull found);

/// Puts what was found of the first `count` units of a block at their places in a stretch; those of
/// `left_out` did not enter.
void sliced_put_touches(
    const struct sliced_touches *_Nonnull touches, uint64_t left_out,
    const uint16_t *_Nonnull places, size_t count, uint8_t *_Nonnull depths,
    uint16_t *_Nonnull rows);

/// Puts the row of each of these units at its place.
void sliced_put_rows(
    const uint16_t *_Nonnull found, const uint16_t *_Nonnull places, size_t count,
    uint16_t *_Nonnull rows);

/// Where what became of units is kept, one place for each unit of a stretch.
struct sliced_places {
  uint8_t *_Nonnull depths;
  uint8_t *_Nonnull reasons;
  uint16_t (*_Nonnull rows)[SLICED_SLOTS];
};

/// Puts what became of the first `count` units of a block at their places in a stretch.
void sliced_put(
    const struct sliced_outcomes *_Nonnull outcomes, const uint16_t *_Nonnull places, size_t count,
    const struct sliced_places *_Nonnull stretch);

/// Returns how many units entered by their depths; `rows` becomes the number of rows of their chains, of
/// those that need not be searched in the store.
size_t sliced_total(const uint8_t *_Nonnull depths, size_t count, size_t *_Nonnull rows);

/// What became of those who entered, one after the other.
struct sliced_entrants {
  uint32_t *_Nonnull units;
  uint8_t *_Nonnull depths;
  uint8_t *_Nonnull reasons;
  uint32_t *_Nonnull rows;
  /// How many entrants and rows there are, and how many rows there will be at most.
  size_t count;
  size_t row_count;
  size_t row_limit;
};

/// Appends the units of places from one on that entered, up to an end or to the first that must be
/// searched in the store; returns where it stopped.
///
/// `starts` holds the first row of every unit; the first place is that of the unit `first`. Where the
/// rows of units are no neighbours, `order` holds them unit after unit.
size_t sliced_append(
    const struct sliced_places *_Nonnull places, size_t first, const intptr_t *_Nonnull starts,
    const uint32_t *_Nullable order, size_t start, size_t end, struct sliced_entrants *_Nonnull entrants);

/// Turns a set of a store's rows, one bit each, into one set of units for each row of a block.
///
/// `places` holds those of the block's `count` units in their stretch, the longest first; `starts` the first
/// row of every unit of the stretch, and the end.
void sliced_turn(
    const uint64_t *_Nonnull set, const intptr_t *_Nonnull starts, const uint16_t *_Nonnull places,
    size_t count, size_t rows, uint64_t *_Nonnull lanes);
