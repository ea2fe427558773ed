// Signals that the main loop answers in order, and a bell other threads can ring.

#ifndef SIGNAL_PIPE_H
#define SIGNAL_PIPE_H

#include <stdbool.h>

/// What arrived since the last look, as bits of nc_signals_take.
enum {
    nc_signal_resize = 1,
    nc_signal_stop = 2,
    nc_signal_continue = 4,
    nc_signal_interrupt = 8,
    nc_signal_terminate = 16,
    nc_signal_hangup = 32,
};

/// Catches TERM, INT, HUP (unless another handler has it), TSTP, CONT and WINCH; ignores PIPE.
/// Returns the descriptor that becomes readable on each of them and on nc_wake, or -1.
/// Call before newterm: ncurses leaves signals alone that have a handler.
int nc_signals_catch(void);

/// Puts back the handlers from before.
void nc_signals_release(void);

/// The signals since the last call, as nc_signal_ bits.
unsigned nc_signals_take(void);

/// Makes the descriptor readable. Safe from any thread and from handlers, never blocks.
void nc_wake(void);

/// Takes all bytes out of the descriptor; true when nc_wake was among the causes.
bool nc_wake_drain(void);

/// Stops the process as Ctrl-Z does without a handler, and returns once it is continued. Returns at
/// once where the kernel discards the stop: no shell watches an orphaned process group.
void nc_stop(void);

/// Ends the process by a signal, so that its status is 128 + number.
_Noreturn void nc_die(int number);

#endif
