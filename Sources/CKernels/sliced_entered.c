// How far the units of a block got and where they entered, as all that is told of them begins.
#include "sliced_functions.h"

#include <stddef.h>
#include <string.h>

/// Finds the chains of a brief block at once, and their entries by them.
static void find_brief(
    const struct sliced_functions *functions, const struct sliced_question *question, int slots,
    const struct sliced_block *block, struct sliced_entered *found) {
  functions->follow_brief(slots, block->fills, block->rows, &found->chains);
  functions->find_open(question, block, found->chains.rows[0], &found->entries);
  memcpy(found->entries.rows, found->chains.rows[0], sizeof found->entries.rows);
}

bool sliced_find_entered(
    const struct sliced_functions *functions, const struct sliced_question *question,
    const struct sliced_steps *steps, int slots, const struct sliced_block *block,
    uint8_t *entering, struct sliced_entered *found) {
  memset(found, 0, offsetof(struct sliced_entered, chains));
  // The rows are written for every slot that is searched.
  memset(found->chains.unlimited, 0, sizeof found->chains.unlimited);
  memset(found->chains.present, 0, sizeof found->chains.present);
  functions->search(question, slots, block, entering, &found->depths);
  // The slot that completes the last step of each unit.
  uint64_t last_slots[SLICED_SLOTS] = {0};
  for (int step = 0; step < steps->count; step++) {
    const int last = steps->last_slots[step];
    found->got[step] = last < slots ? found->depths.reached[last] : 0;
    found->exact[step] = found->got[step];
    if (step > 0) found->exact[step - 1] &= ~found->got[step];
  }
  if ((found->got[0] | found->depths.is_tied) == 0) return false;
  for (int step = 0; step < steps->count; step++) {
    last_slots[steps->last_slots[step]] = found->exact[step];
  }
  found->own = question->has_range ? entering : block->fills;
  found->is_brief = sliced_is_brief(question, block);
  if (found->is_brief) {
    find_brief(functions, question, slots, block, found);
  } else {
    functions->find_entries(
        question, slots, last_slots, found->own, block->times, block->rows, &found->entries);
  }
  return true;
}
