// What the forms of the search of a block have in common.
#pragma once

#include "sliced.h"

/// The entries of the reported chains.
struct sliced_entries {
  /// The row of each unit's entry; 0xFFFF for none.
  uint16_t rows[SLICED_LANES];
  /// The units of which another entry may be the right one, by what rounding the times has lost.
  uint64_t is_uncertain;
  /// The units whose window had not ended with the data, and those of which that is not certain.
  uint64_t is_open;
  uint64_t is_open_uncertain;
};

/// The reported chains and what else is in the events.
struct sliced_chains {
  /// The row that fills each slot.
  uint16_t rows[SLICED_SLOTS][SLICED_LANES];
  /// The units that fill each slot when there is no window.
  uint64_t unlimited[SLICED_SLOTS];
  /// The units with an event for each slot.
  uint64_t present[SLICED_SLOTS];
};

/// The units that fill slots in any order.
struct sliced_order {
  uint64_t is_there;
  uint64_t is_uncertain;
};

/// The units to which something happened.
struct sliced_sets {
  /// Those who reached each step.
  uint64_t got[SLICED_SLOTS];
  /// Those lost for each reason.
  uint64_t late;
  uint64_t open;
  uint64_t out_of_order;
  uint64_t left;
  /// Those to be searched in the store.
  uint64_t unsure;
};

/// One form of the search.
struct sliced_functions {
  void (*look_up)(const struct sliced_table *, const uint8_t *, size_t, uint8_t *);
  void (*look_up_where)(
      const struct sliced_table *, const uint8_t *, const uint64_t *, size_t, uint8_t *);
  void (*keep_where)(const uint64_t *, size_t, uint8_t *);
  uint64_t (*present)(size_t, const uint8_t *);
  void (*search)(
      const struct sliced_question *, int, const struct sliced_block *, uint8_t *,
      struct sliced_depths *);
  void (*find_entries)(
      const struct sliced_question *, int, const uint64_t *, const uint8_t *, const uint16_t *,
      size_t, struct sliced_entries *);
  void (*find_open)(
      const struct sliced_question *, const struct sliced_block *, const uint16_t *,
      struct sliced_entries *);
  void (*follow)(int, const uint8_t *, const uint16_t *, size_t, struct sliced_chains *);
  void (*follow_brief)(int, const uint8_t *, size_t, struct sliced_chains *);
  void (*find_any_order)(
      const struct sliced_question *, int, const uint8_t *, const uint64_t *, const uint8_t *,
      const uint16_t *, size_t, struct sliced_order *);
  void (*tell)(const struct sliced_steps *, const struct sliced_sets *, struct sliced_outcomes *);
  void (*count)(
      const struct sliced_steps *, int, const struct sliced_depths *, uint64_t,
      const struct sliced_share *, size_t, uint32_t *);
  void (*touch)(bool, const uint8_t *, const uint64_t *, size_t, uint16_t *);
};

/// Whether no two events of a unit lie so far apart that a window could end between them, and every
/// event may enter. Then the first way through the slots is the right one, and times do not matter.
static inline bool sliced_is_brief(
    const struct sliced_question *question, const struct sliced_block *block) {
  return !question->has_range && block->longest < question->first_uncertain;
}

/// Returns a form's functions.
const struct sliced_functions *sliced_functions_of(enum kernel_form form);

/// How far the units of a block got, and where those entered who did.
///
/// The chains are told at once where the block is brief, and otherwise not at all.
struct sliced_entered {
  struct sliced_depths depths;
  /// The units that reached each step, and those that got no further.
  uint64_t got[SLICED_SLOTS];
  uint64_t exact[SLICED_SLOTS];
  struct sliced_entries entries;
  /// The slots that events may fill, with entries only where they may be.
  const uint8_t *own;
  bool is_brief;
  struct sliced_chains chains;
};

/// Finds that with the arguments of ``sliced_outcomes``; false when nobody entered and none is tied, and
/// then no entries are told.
bool sliced_find_entered(
    const struct sliced_functions *functions,
    const struct sliced_question *question, const struct sliced_steps *steps,
    int slots, const struct sliced_block *block, uint8_t *entering,
    struct sliced_entered *found);
