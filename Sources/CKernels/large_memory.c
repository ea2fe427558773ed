// For mremap.
#define _GNU_SOURCE
#include "large_memory.h"

#include <stdlib.h>
#include <string.h>

static void *copied(void *memory, size_t bytes, size_t larger) {
  void *const target = large_memory_take(larger);
  if (target == NULL) return NULL;
  memcpy(target, memory, bytes);
  large_memory_give_back(memory, bytes);
  return target;
}

#if defined(__linux__)
#include <stdint.h>
#include <sys/mman.h>

// Below this a mapping of its own is not worth a call of the system.
static const size_t least_mapping = 1 << 18;
static const size_t large_page = 2 << 20;

static size_t rounded(size_t bytes, size_t unit) { return (bytes + unit - 1) / unit * unit; }

// The end of a small mapping keeps to small pages, so that hardly more is taken up than asked for.
static size_t mapped_length(size_t bytes) {
  return rounded(bytes, bytes < 4 * large_page ? 4096 : large_page);
}

void *large_memory_take(size_t bytes) {
  if (bytes < least_mapping) return calloc(1, bytes == 0 ? 1 : bytes);
  const size_t length = mapped_length(bytes);
  const size_t spare = length < large_page ? 0 : large_page;
  uint8_t *memory = mmap(
      NULL, length + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
      0);
  if (memory == MAP_FAILED) return NULL;
  if (spare == 0) return memory;
  // Large pages begin at multiples of their length; what lies around is given back at once.
  uint8_t *start = (uint8_t *)rounded((size_t)memory, large_page);
  if (start > memory) munmap(memory, (size_t)(start - memory));
  uint8_t *end = memory + length + spare;
  if (end > start + length) munmap(start + length, (size_t)(end - start - length));
  madvise(start, length, MADV_HUGEPAGE);
  return start;
}

void *large_memory_enlarge(void *memory, size_t bytes, size_t larger) {
  // What has small pages so far would keep to them.
  if (bytes < large_page) return copied(memory, bytes, larger);
  // Addresses where large pages can begin; what is moved there takes their place as one mapping.
  void *const target = large_memory_take(larger);
  if (target == NULL) return NULL;
  void *const moved = mremap(
      memory, mapped_length(bytes), mapped_length(larger), MREMAP_MAYMOVE | MREMAP_FIXED, target);
  // After a failure nothing is known about the target any more.
  return moved == MAP_FAILED ? copied(memory, bytes, larger) : moved;
}

void large_memory_give_back(void *memory, size_t bytes) {
  if (bytes < least_mapping) {
    free(memory);
  } else {
    munmap(memory, mapped_length(bytes));
  }
}

#else

void *large_memory_take(size_t bytes) { return calloc(1, bytes == 0 ? 1 : bytes); }

void *large_memory_enlarge(void *memory, size_t bytes, size_t larger) {
  return copied(memory, bytes, larger);
}

void large_memory_give_back(void *memory, size_t bytes) {
  (void)bytes;
  free(memory);
}

#endif
