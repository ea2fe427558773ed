// What must hold of the event codes of sliced events before they may be used.
//
// The row of an event in its block becomes a row of the store, so nothing may stand behind the last
// event of a unit.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether some rows of a block hold a code below `names` for each of the events of its units, and
/// 0xFF in all other places.
///
/// `codes` holds 64 codes for each row from `first` to `end`; `units` the block's `count` units, the
/// longest first; `starts` the first row in the store of every unit, and the end. There are at most
/// 255 names.
bool sliced_codes_fit(
    const uint8_t *_Nonnull codes, size_t first, size_t end, size_t names,
    const intptr_t *_Nonnull starts, const uint32_t *_Nonnull units, size_t count);
