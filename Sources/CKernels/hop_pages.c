#include "hop_pages.h"

bool take_hop_page(const struct hop_pages *pages, size_t *page) {
  *page = __atomic_fetch_add(pages->taken, 1, __ATOMIC_RELAXED);
  return *page < pages->limit;
}
