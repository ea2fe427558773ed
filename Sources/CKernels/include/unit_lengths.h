// How many events units have, side by side.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Puts the number of events of each of so many units into `lengths`, none greater than `limit`, and the
/// numbers of the units that have more than the one before into `rises`, the first so many.
///
/// `starts` says where the events of each unit start, and behind the last where they end. Returns how many
/// have more than the one before.
size_t unit_lengths(
    const int64_t *_Nonnull starts, size_t count, uint16_t limit, uint16_t *_Nonnull lengths,
    uint32_t *_Nonnull rises, size_t room);
