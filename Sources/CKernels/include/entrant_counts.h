// Entrants counted by group, depth and reason.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kernel_form.h"

/// The number of tables in which entrants are counted: an addition need not wait for the one before, which
/// is often to the same count.
#define ENTRANT_TABLES 4

/// What is known of some entrants.
struct entrants {
  const uint8_t *_Nonnull depths;
  const uint8_t *_Nonnull reasons;
  /// The group of each; null where all are in the first.
  const uint8_t *_Nullable groups;
  size_t count;
};

/// Counts entrants in tables of `size` cells, to be added up: a cell for each reason of each depth of each
/// group. Depths are from zero on; reasons from the last one on count as that.
///
/// The forms are those of ``measure_hops``.
void count_entrants(
    enum kernel_form form, const struct entrants *_Nonnull entrants, size_t depth_count,
    size_t reason_count, uint32_t *_Nonnull tables, size_t size);
