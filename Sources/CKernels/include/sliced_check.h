// What must hold of sliced events before they may be used.
//
// The row of an event in its block becomes a row of the store, so nothing may stand behind the last
// event of a unit; and a chain is found from both its ends, which agree where times are in order.
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

/// Whether in rows of a block no event of a unit is before the one in the row above.
///
/// `times` holds 64 times for each of the `rows` rows; where `continues`, those of one more row stand
/// before them. The others are as for ``sliced_codes_fit``.
bool sliced_times_rise(
    const uint16_t *_Nonnull times, size_t rows, bool continues, const uint32_t *_Nonnull longer,
    size_t first, size_t count);
