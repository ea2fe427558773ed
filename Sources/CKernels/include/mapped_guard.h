// A mapped file that another program cuts short is a fault at the next touch of what is gone.
//
// No number read from it can be trusted then, so the program ends: with a message instead of a
// crash, after giving back what it holds.
#pragma once

#include <stdbool.h>
#include <stddef.h>

/// Watches a mapping; a fault in it writes the message to standard error and ends the program with
/// status 1. The message must live as long as the mapping. False when too many are watched.
bool mapped_guard_watch(const void *_Nonnull start, size_t bytes, const char *_Nonnull message);

/// Stops watching a mapping, before it is given back.
void mapped_guard_forget(const void *_Nonnull start);

/// Sets what is called before the message is written; only async-signal-safe calls are allowed in
/// it.
void mapped_guard_before_ending(void (*_Nullable prepare)(void));

/// Ends the program as after a fault in a mapping: what was set is called, the message written to
/// standard error, and the status is 1.
void mapped_guard_end(const char *_Nonnull message) __attribute__((noreturn));
