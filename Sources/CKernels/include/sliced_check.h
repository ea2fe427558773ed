// What must hold of the event codes of sliced events before they may be used.
//
// The row of an event in its block becomes a row of the store, so nothing may stand behind the last
// event of a unit.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether rows of a block hold a code below `names` for each event of its units, and 0xFF in all other
/// places.
///
/// `codes` holds 64 codes for each of the `rows` rows. `longer` holds for each of these rows how many
/// units have an event there: the first ones, of which the block has those from `first` on, `count` of
/// them and at most 64. There are at most 255 names.
bool sliced_codes_fit(
    const uint8_t *_Nonnull codes, size_t rows, size_t names, const uint32_t *_Nonnull longer,
    size_t first, size_t count);
