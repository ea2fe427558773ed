// Lengths of hops kept by pages, which several threads fill side by side.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The number of lengths that a page has room for, and how many are put there at most at a time.
#define HOP_PAGE 4096
#define HOP_BUNCH 256

/// Lengths by pages, each of which holds those of the hop into one step, or in the place of the first step
/// those of the whole way.
///
/// Lengths and numbers begin at multiples of 16 bytes.
struct hop_pages {
  uint32_t *_Nonnull lengths;
  /// The number of each length's entrant in a table, all lengths' in one table before those in the next.
  uint8_t *_Nonnull numbers;
  /// How many pages there is room for, and how many were taken.
  size_t limit;
  size_t *_Nonnull taken;
  /// Of each page that was taken, the step and how many lengths it holds.
  uint8_t *_Nonnull steps;
  uint16_t *_Nonnull counts;
};
