// A program on a pseudo-terminal, and a terminal emulator that reads what it draws.

#ifndef PSEUDO_TERMINAL_H
#define PSEUDO_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A started program and the two ends of its terminal.
typedef struct {
    pid_t process;
    /// The emulator's end.
    int controller;
    /// The program's end, kept open so that its modes can be read after the program has gone.
    int terminal;
} pt_program;

/// Starts a program as the leader of a session on a new terminal. All memory the child needs exists
/// before the fork, so other threads may be running. Returns process -1 when that fails.
/// With data_input >= 0, standard input is that descriptor instead of the terminal.
pt_program pt_start(const char *path, char *const arguments[], char *const environment[], int rows,
                    int columns, int data_input);

/// Tells the terminal its size; the kernel sends the signal.
void pt_resize(const pt_program *program, int rows, int columns);

/// Whether lines are edited and echoed, as a shell expects.
bool pt_is_canonical(const pt_program *program);

/// Hangs up: closes both ends.
void pt_close(pt_program *program);

/// Whether a status of waitpid means a normal end; then *code is the exit code, else the signal.
bool pt_exited(int status, int *code);

/// Whether a status of waitpid means the program was stopped.
bool pt_stopped(int status);

/// A terminal emulator's screen.
typedef struct pt_screen pt_screen;

/// What one cell shows.
typedef struct {
    /// Code points, ended by 0.
    uint32_t scalars[8];
    /// Columns it takes; 0 for the second half of a wide one.
    int width;
    /// 0xRRGGBB, -1 for the terminal's default.
    int foreground;
    int background;
    bool bold;
    bool dim;
    bool reverse;
    bool underline;
} pt_cell;

pt_screen *pt_screen_new(int rows, int columns);
void pt_screen_free(pt_screen *screen);
void pt_screen_feed(pt_screen *screen, const char *bytes, size_t count);
void pt_screen_resize(pt_screen *screen, int rows, int columns);
pt_cell pt_screen_cell(const pt_screen *screen, int row, int column);
bool pt_screen_is_alternate(const pt_screen *screen);
bool pt_screen_shows_cursor(const pt_screen *screen);

#endif
