// The lengths of hops by pages, counted before they are put there.
#include <string.h>

#include "tally_bunch.h"

/// Takes the next page; returns false where there is no room for another.
static bool take_page(const struct hop_pages *pages, size_t *page) {
  *page = __atomic_fetch_add(pages->taken, 1, __ATOMIC_RELAXED);
  return *page < pages->limit;
}

typedef uint32_t four_words __attribute__((vector_size(16)));

/// Copies bytes that are not wanted for a while past the cache: what is there is neither read nor kept.
///
/// Both must lie at multiples of 16, and have room up to one.
static void put_away(const void *from, size_t count, void *to) {
  const four_words *source = from;
  four_words *target = to;
  for (size_t place = 0; place < (count + sizeof *source - 1) / sizeof *source; place++) {
    __builtin_nontemporal_store(source[place], target + place);
  }
}

void tally_settle(void) {
  // What goes past the cache is not in order with anything else.
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#else
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

bool tally_finish_page(struct chain_tally *tally, size_t step) {
  struct stage *stage = &tally->bunch->stages[step];
  const size_t count = stage->count;
  if (count == 0) return true;
  const struct hop_pages *pages = &tally->pages;
  uint16_t buckets[HOP_PAGE];
  if (bucket_hops(tally->form, stage->lengths, count, buckets) > tally->times.reach) return false;
  size_t page;
  if (!take_page(pages, &page)) return false;
  put_away(stage->lengths, count * sizeof *stage->lengths, pages->lengths + page * HOP_PAGE);
  for (size_t index = 0; index < tally->table_count; index++) {
    const struct tally_table *table = &tally->tables[index];
    const size_t before = step * table->number_count;
    const uint8_t *numbers = stage->numbers + index * HOP_PAGE;
    const bool has_numbers = table->column_count != 0;
    count_hops(
        stage->lengths, buckets, has_numbers ? numbers : NULL, count, table->number_count,
        table->hop_counts + before * HOP_BUCKETS, table->hop_sums + before);
    if (has_numbers) {
      put_away(numbers, count, pages->numbers + (index * pages->limit + page) * HOP_PAGE);
    }
  }
  pages->steps[page] = (uint8_t)step;
  pages->counts[page] = (uint16_t)count;
  stage->count = 0;
  return true;
}

bool tally_make_room(struct chain_tally *tally, size_t step, size_t count) {
  return tally->bunch->stages[step].count + count <= HOP_PAGE || tally_finish_page(tally, step);
}
