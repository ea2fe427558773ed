// How many events units have, side by side.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kernel_form.h"

/// Puts the number of events of each of `count` units into `lengths`, none greater than `limit`, and into
/// `rises` which units have more than the one before, counted from the first of these units: as many as
/// there is `room` for. Returns how many there are.
///
/// `starts` says where the events of each unit start, and behind the last where they end.
size_t unit_lengths(
    enum kernel_form form, const int64_t *_Nonnull starts, size_t count, uint16_t limit,
    uint16_t *_Nonnull lengths, uint32_t *_Nonnull rises, size_t room);
