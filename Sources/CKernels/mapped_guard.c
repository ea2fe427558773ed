#include "mapped_guard.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { range_limit = 64 };

// Zero as start is a free place; the start is set last and cleared first.
static struct {
  _Atomic(uintptr_t) start;
  size_t bytes;
  const char *message;
} ranges[range_limit];
static pthread_mutex_t ranges_lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_installed;
static struct sigaction previous_action;
static _Atomic(void (*)(void)) before_ending;

void mapped_guard_end(const char *message) {
  void (*prepare)(void) = atomic_load(&before_ending);
  if (prepare != NULL) prepare();
  // Nothing can be done when even this cannot be written.
  ssize_t written = write(STDERR_FILENO, message, strlen(message));
  (void)written;
  _exit(1);
}

static void on_fault(int number, siginfo_t *info, void *context) {
  (void)context;
  const uintptr_t place = (uintptr_t)info->si_addr;
  for (int index = 0; index < range_limit; index++) {
    const uintptr_t start = atomic_load(&ranges[index].start);
    if (start == 0 || place < start || place - start >= ranges[index].bytes) continue;
    mapped_guard_end(ranges[index].message);
  }
  // Some other fault: it happens again at once, and whoever was there before deals with it.
  sigaction(number, &previous_action, NULL);
}

bool mapped_guard_watch(const void *start, size_t bytes, const char *message) {
  pthread_mutex_lock(&ranges_lock);
  if (!is_installed) {
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    is_installed = sigaction(SIGBUS, &action, &previous_action) == 0;
  }
  bool is_watched = false;
  for (int index = 0; index < range_limit && !is_watched; index++) {
    if (atomic_load(&ranges[index].start) != 0) continue;
    ranges[index].bytes = bytes;
    ranges[index].message = message;
    atomic_store(&ranges[index].start, (uintptr_t)start);
    is_watched = true;
  }
  pthread_mutex_unlock(&ranges_lock);
  return is_watched;
}

void mapped_guard_forget(const void *start) {
  pthread_mutex_lock(&ranges_lock);
  for (int index = 0; index < range_limit; index++)
    if (atomic_load(&ranges[index].start) == (uintptr_t)start)
      atomic_store(&ranges[index].start, (uintptr_t)0);
  pthread_mutex_unlock(&ranges_lock);
}

void mapped_guard_before_ending(void (*prepare)(void)) { atomic_store(&before_ending, prepare); }
