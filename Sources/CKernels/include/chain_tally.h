// All that is told of those who enter, counted while what was found of them is near the processor.
#pragma once

#include "hop_lengths.h"
#include "hop_pages.h"
#include "sliced.h"

/// The largest number of columns that entrants are counted by.
#define TALLY_COLUMNS 8

/// The values that entrants have in a column: those at their entry, or else at the first event of their
/// chain that has one.
struct tally_column {
  /// The code of each row, zero for a missing value.
  const uint8_t *_Nonnull codes;
  /// A number greater than all codes.
  size_t code_count;
  /// How many have a value at their entry, and how many others at a later event of the chain.
  size_t at_entry;
  size_t later;
};

/// Those who entered, counted by the values of some columns together, or all as one without any.
///
/// They are counted by the *number* of these values: that of the columns before, times the code count of
/// the last column, plus the code there.
struct tally_table {
  struct tally_column *_Nonnull columns;
  size_t column_count;
  /// How many numbers there are, at most 256.
  size_t number_count;
  /// By number, depth from zero to the number of steps, and reason: who got exactly so far; in several
  /// tables to be added up, as ``count_entrants`` has it.
  uint32_t *_Nonnull cells;
  /// By step, number and bucket: how many hops into the step took so long; those of the whole way in the
  /// place of the first step. And their sums by step and number.
  uint32_t *_Nonnull hop_counts;
  uint64_t *_Nonnull hop_sums;
};

/// Entrants and lengths that are not counted yet.
struct bunch;

/// Makes room for them, or returns null where there is none; a step is one of so many, and lengths have
/// numbers in so many tables.
struct bunch *_Nullable make_bunch(size_t step_count, size_t table_count);
void free_bunch(struct bunch *_Nullable bunch);

/// What one thread counts.
struct chain_tally {
  enum kernel_form form;
  /// Whether the loops of ``pick_bytes`` have this form too.
  bool picks;
  struct hop_times times;
  struct hop_pages pages;
  struct bunch *_Nonnull bunch;
  struct tally_table *_Nonnull tables;
  size_t table_count;
  size_t step_count;
  size_t reason_count;
};

/// Counts entrants by their chains, and the reason why each got no further; chains have at least one row and
/// no more than there are steps, of which there are at most as many as slots.
///
/// Returns false where a length is beyond what was said to be the greatest, or a row has no time: then
/// nothing of the tally is right.
bool tally_chains(
    const struct hop_chains *_Nonnull chains, const uint8_t *_Nonnull reasons,
    struct chain_tally *_Nonnull tally);

/// Brings the times and codes of some rows nearer to the processor.
void tally_ahead(const struct chain_tally *_Nonnull tally, size_t start, size_t end);

/// The units of a block, at most as many as lanes.
struct tally_units {
  /// Their places in their stretch.
  const uint16_t *_Nonnull places;
  /// The number of the first unit of the stretch.
  size_t first;
  /// Whether the places ascend one by one.
  bool are_neighbours;
  size_t count;
  /// Units that are not counted, the first in the lowest bit.
  uint64_t left_out;
};

/// Counts those units of a block who entered and need not be searched in the store; returns false as above.
///
/// `starts` holds the first row of every unit.
bool tally_block(
    const struct sliced_outcomes *_Nonnull outcomes, const struct tally_units *_Nonnull units,
    const intptr_t *_Nonnull starts, struct chain_tally *_Nonnull tally);

/// Counts the lengths that are not counted yet; to be called when all have been added, and returning false
/// as above.
bool tally_finish(struct chain_tally *_Nonnull tally);
