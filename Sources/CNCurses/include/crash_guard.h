// Gives the terminal back whatever ends the program, a Swift trap included.

#ifndef CRASH_GUARD_H
#define CRASH_GUARD_H

#include <stdbool.h>

/// What terminfo knows about the terminal named by TERM.
enum nc_terminfo {
    nc_terminfo_found,
    nc_terminfo_unknown,
    nc_terminfo_missing_database,
};

/// Looks TERM up and prepares the bytes that leave the screen. Call before nc_guard_arm.
enum nc_terminfo nc_guard_prepare(void);

/// Saves the terminal's modes and watches for fatal signals. Call before newterm.
/// With handle_signals false only nc_guard_restore and exit() are covered.
void nc_guard_arm(int tty, bool handle_signals);

/// Lets the calling thread survive the overflow of its stack long enough to restore the terminal.
/// Call first on every thread that works while the guard is armed; harmless twice.
void nc_guard_thread(void);

/// Puts back the handlers from before. Call after endwin.
void nc_guard_disarm(void);

/// Leaves the screen and restores the modes at once, using nothing but async-signal-safe calls.
/// Does so once; later calls do nothing.
void nc_guard_restore(void);

/// Collects what is written to fd 2 while the screen is up, when fd 2 is a terminal.
void nc_stderr_capture(void);

/// Ends the collection and writes what came to the real fd 2. Async-signal-safe, harmless twice.
void nc_stderr_replay(void);

#endif
