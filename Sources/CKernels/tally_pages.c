// The lengths of hops by pages, each counted when it is full.
#include "tally_bunch.h"

bool tally_finish_page(struct chain_tally *tally, size_t step) {
  const size_t first = tally->first[step];
  const size_t count = tally->next[step] - first;
  if (count == 0) return true;
  const struct hop_pages *pages = &tally->pages;
  const uint32_t *lengths = pages->lengths + first;
  uint16_t *buckets = pages->buckets + first;
  if (bucket_hops(tally->form, lengths, count, buckets) > tally->times.reach) return false;
  for (size_t index = 0; index < tally->table_count; index++) {
    const struct tally_table *table = &tally->tables[index];
    const size_t before = step * table->number_count;
    const uint8_t *numbers = pages->numbers + index * pages->limit * HOP_PAGE + first;
    count_hops(
        lengths, buckets, table->column_count == 0 ? NULL : numbers, count, table->number_count,
        table->hop_counts + before * HOP_BUCKETS, table->hop_sums + before);
  }
  pages->steps[first / HOP_PAGE] = (uint8_t)step;
  pages->counts[first / HOP_PAGE] = (uint16_t)count;
  return true;
}

/// Takes the next page; returns false where there is no room for another.
static bool take_page(const struct hop_pages *pages, size_t *page) {
  *page = __atomic_fetch_add(pages->taken, 1, __ATOMIC_RELAXED);
  return *page < pages->limit;
}

bool tally_make_room(struct chain_tally *tally, size_t step, size_t count) {
  if (tally->end[step] - tally->next[step] >= count) return true;
  size_t page;
  if (!tally_finish_page(tally, step) || !take_page(&tally->pages, &page)) return false;
  tally->next[step] = tally->first[step] = page * HOP_PAGE;
  tally->end[step] = tally->first[step] + HOP_PAGE;
  return true;
}
