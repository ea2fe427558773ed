#define _GNU_SOURCE
#include "signal_pipe.h"
#include "crash_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static const struct {
    int number;
    unsigned bit;
} caught[] = {
    {SIGWINCH, nc_signal_resize},   {SIGTSTP, nc_signal_stop},      {SIGCONT, nc_signal_continue},
    {SIGINT, nc_signal_interrupt},  {SIGTERM, nc_signal_terminate}, {SIGHUP, nc_signal_hangup},
};
enum { caught_count = sizeof caught / sizeof *caught };
static struct sigaction previous_actions[caught_count];
static bool replaced[caught_count];

static int read_end = -1;
static int write_end = -1;
static atomic_uint pending;
// Signals that ask for the end, whether or not the main loop has looked at them already.
static atomic_bool asked_to_end;

enum { wake_byte = 0, signal_byte = 1 };

static void ring(char byte) {
    int saved = errno;
    // A full pipe already makes the reader look.
    if (write(write_end, &byte, 1) < 0) errno = saved;
    errno = saved;
}

static void on_signal(int number) {
    for (int i = 0; i < caught_count; i++)
        if (caught[i].number == number) atomic_fetch_or(&pending, caught[i].bit);
    bool ends = number == SIGINT || number == SIGTERM || number == SIGHUP;
    if (ends && atomic_exchange(&asked_to_end, true)) {
        // Asked twice: the main loop does not answer, so leave without it.
        nc_guard_restore();
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    ring(signal_byte);
}

static void handle(int index) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    replaced[index] = sigaction(caught[index].number, &action, NULL) == 0;
}

int nc_signals_catch(void) {
    // The pipe lives as long as the process: a late nc_wake must never meet a reused descriptor.
    if (read_end < 0) {
        int ends[2];
        if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
        read_end = ends[0];
        write_end = ends[1];
    }
    signal(SIGPIPE, SIG_IGN);
    atomic_store(&asked_to_end, false);
    for (int i = 0; i < caught_count; i++) {
        int number = caught[i].number;
        sigaction(number, NULL, &previous_actions[i]);
        bool ignored = previous_actions[i].sa_handler == SIG_IGN && number != SIGWINCH;
        bool guarded = number == SIGHUP && previous_actions[i].sa_handler != SIG_DFL;
        if (!ignored && !guarded) handle(i);
    }
    return read_end;
}

void nc_signals_release(void) {
    for (int i = 0; i < caught_count; i++) {
        if (replaced[i]) sigaction(caught[i].number, &previous_actions[i], NULL);
        replaced[i] = false;
    }
}

unsigned nc_signals_take(void) { return atomic_exchange(&pending, 0); }

void nc_wake(void) { ring(wake_byte); }

bool nc_wake_drain(void) {
    char bytes[256];
    bool woken = false;
    ssize_t count;
    while ((count = read(read_end, bytes, sizeof bytes)) > 0)
        for (ssize_t i = 0; i < count; i++) woken |= bytes[i] == wake_byte;
    return woken;
}

void nc_stop(void) {
    for (int i = 0; i < caught_count; i++) {
        if (caught[i].number != SIGTSTP || !replaced[i]) continue;
        sigset_t stop, before;
        sigemptyset(&stop);
        sigaddset(&stop, SIGTSTP);
        pthread_sigmask(SIG_UNBLOCK, &stop, &before);
        signal(SIGTSTP, SIG_DFL);
        raise(SIGTSTP);
        handle(i);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    atomic_fetch_and(&pending, ~(unsigned)(nc_signal_stop | nc_signal_continue));
}

void nc_die(int number) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    signal(number, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
    _exit(128 + number);
}
