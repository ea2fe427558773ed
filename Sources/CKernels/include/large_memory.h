// Memory of many megabytes, in pages as large as the machine gives.
//
// Touching memory for the first time costs most of the time of filling it; with large pages it
// costs a fraction of that.
#pragma once

#include <stddef.h>

/// Returns zeroed memory of at least so many bytes, or null when there is none.
void *_Nullable large_memory_take(size_t bytes);

/// Returns memory of more bytes with the same beginning, or null when there is none; what is new is
/// zero. The memory given is gone.
///
/// Memory of many megabytes is moved by its addresses, without touching it.
void *_Nullable large_memory_enlarge(void *_Nonnull memory, size_t bytes, size_t larger);

/// Gives back memory taken with as many bytes.
void large_memory_give_back(void *_Nonnull memory, size_t bytes);

/// Brings what lies at an address near the processor, without waiting for it.
static inline void bring_near(const void *_Nonnull address) { __builtin_prefetch(address); }

/// Asks the memory for bytes that are wanted in a while; asking for what is not there does no harm.
static inline void bring_ahead(const void *_Nonnull base, size_t count) {
  // Not so near that what is being worked on must make room.
  for (size_t place = 0; place < count; place += 64) {
    __builtin_prefetch((const char *)base + place, 0, 2);
  }
}
