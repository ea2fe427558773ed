#define _GNU_SOURCE
#include "crash_guard.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <term.h>
#include <unistd.h>

// Swift traps raise ILL or TRAP; handling only SEGV and ABRT, as a C program would, misses them.
static const int fatal_signals[] = {SIGSEGV, SIGABRT, SIGBUS,  SIGFPE, SIGILL,
                                    SIGTRAP, SIGSYS,  SIGQUIT, SIGHUP};
enum { fatal_count = sizeof fatal_signals / sizeof *fatal_signals };
static struct sigaction previous_actions[fatal_count];
static bool replaced[fatal_count];

static atomic_bool armed;
static int tty_fd = -1;
static bool has_modes;
static struct termios saved_modes;
// A stack of its own for each thread: an overflowing stack could not run the handler.
enum { alternate_stack_size = 64 * 1024 };
static _Thread_local bool has_alternate_stack;
static pthread_key_t alternate_stack_key;
static pthread_once_t alternate_stack_once = PTHREAD_ONCE_INIT;

// Mouse reports and bracketed paste off, for any terminal; the rest comes from terminfo.
static char leave_screen[256] = "\033[?1006l\033[?1002l\033[?1000l\033[?2004l";
static size_t leave_length;

static atomic_int real_stderr = -1;
static int collected = -1;

static void write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

/// Appends a terminfo string without its padding marks such as $<5>.
static void append_capability(const char *name) {
    const char *text = tigetstr(name);
    if (text == NULL || text == (const char *)-1) return;
    while (*text != 0 && leave_length < sizeof leave_screen - 1) {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end != NULL) {
            text = end + 1;
        } else {
            leave_screen[leave_length++] = *text++;
        }
    }
}

enum nc_terminfo nc_guard_prepare(void) {
    int error = 0;
    if (setupterm(NULL, STDOUT_FILENO, &error) != OK)
        return error == 0 ? nc_terminfo_unknown : nc_terminfo_missing_database;
    leave_length = strlen("\033[?1006l\033[?1002l\033[?1000l\033[?2004l");
    append_capability("sgr0");
    append_capability("cnorm");
    append_capability("rmkx");
    append_capability("rmcup");
    return nc_terminfo_found;
}

void nc_stderr_capture(void) {
    if (collected != -1 || !isatty(STDERR_FILENO)) return;
    int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
    if (real < 0) return;
    collected = memfd_create("messages", MFD_CLOEXEC);
    if (collected < 0 || dup2(collected, STDERR_FILENO) < 0) {
        close(real);
        return;
    }
    atomic_store(&real_stderr, real);
}

void nc_stderr_replay(void) {
    int real = atomic_exchange(&real_stderr, -1);
    if (real < 0) return;
    dup2(real, STDERR_FILENO);
    close(real);
    char buffer[1024];
    off_t offset = 0;
    ssize_t count;
    while ((count = pread(collected, buffer, sizeof buffer, offset)) > 0) {
        write_all(STDERR_FILENO, buffer, (size_t)count);
        offset += count;
    }
    close(collected);
    collected = -1;
}

void nc_guard_restore(void) {
    if (!atomic_exchange(&armed, false)) return;
    write_all(STDOUT_FILENO, leave_screen, leave_length);
    if (has_modes) tcsetattr(tty_fd, TCSADRAIN, &saved_modes);
    nc_stderr_replay();
}

static void say_fault(int number) {
    static const char message[] =
        "funneltop: stopped by a programming error; please report it with any line above\n";
    if (number != SIGHUP && number != SIGQUIT) write_all(STDERR_FILENO, message, sizeof message - 1);
}

static void on_fatal_signal(int number) {
    bool was_armed = atomic_load(&armed);
    nc_guard_restore();
    if (was_armed) say_fault(number);
    // SA_RESETHAND made the default action current: the status becomes 128 + number.
    raise(number);
}

static void on_exit_of_program(void) { nc_guard_restore(); }

/// Takes a thread's stack back when the thread ends.
static void free_alternate_stack(void *memory) {
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    free(memory);
}

static void make_alternate_stack_key(void) {
    pthread_key_create(&alternate_stack_key, free_alternate_stack);
}

void nc_guard_thread(void) {
    if (has_alternate_stack) return;
    pthread_once(&alternate_stack_once, make_alternate_stack_key);
    void *memory = malloc(alternate_stack_size);
    if (memory == NULL) return;
    stack_t stack = {.ss_sp = memory, .ss_size = alternate_stack_size};
    if (sigaltstack(&stack, NULL) != 0 ||
        pthread_setspecific(alternate_stack_key, memory) != 0) {
        free_alternate_stack(memory);
        return;
    }
    has_alternate_stack = true;
}

void nc_guard_arm(int tty, bool handle_signals) {
    static bool registered;
    if (!registered) registered = atexit(on_exit_of_program) == 0;
    tty_fd = tty;
    has_modes = tcgetattr(tty, &saved_modes) == 0;
    atomic_store(&armed, true);
    if (!handle_signals) return;

    nc_guard_thread();
    struct sigaction action = {.sa_handler = on_fatal_signal, .sa_flags = SA_RESETHAND | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < fatal_count; i++) {
        int number = fatal_signals[i];
        sigaction(number, NULL, &previous_actions[i]);
        // nohup and shells without job control ignore these on purpose.
        bool ignored = previous_actions[i].sa_handler == SIG_IGN &&
                       (number == SIGHUP || number == SIGQUIT);
        replaced[i] = !ignored && sigaction(number, &action, NULL) == 0;
    }
}

void nc_guard_disarm(void) {
    atomic_store(&armed, false);
    for (int i = 0; i < fatal_count; i++) {
        if (replaced[i]) sigaction(fatal_signals[i], &previous_actions[i], NULL);
        replaced[i] = false;
    }
}
