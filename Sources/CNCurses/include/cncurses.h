// What Swift cannot import from ncurses: macros with casts, mutable globals, variadic functions.
// Everything else is used from <curses.h> directly.

#ifndef CNCURSES_H
#define CNCURSES_H

#define _XOPEN_SOURCE 700
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>
#include <curses.h>

/// Bold text. The macro casts and shifts, which Swift does not import.
static const attr_t nc_bold = A_BOLD;
/// Faint text, see nc_bold.
static const attr_t nc_dim = A_DIM;
/// Foreground and background exchanged, see nc_bold.
static const attr_t nc_reverse = A_REVERSE;
/// A line under the text, see nc_bold.
static const attr_t nc_underline = A_UNDERLINE;

/// The standard window. Swift 6 refuses to read the C global.
static inline WINDOW *nc_stdscr(void) { return stdscr; }
/// What ncurses believes the terminal shows, to ask for a full repaint; see nc_stdscr.
static inline WINDOW *nc_curscr(void) { return curscr; }
/// How many colours the terminal has; see nc_stdscr.
static inline int nc_colors(void) { return COLORS; }
/// The code of function key n. A function-like macro in curses.h.
static inline int nc_key_f(int n) { return KEY_F(n); }

/// Starts a screen on stdout with keys from input_fd, NULL when that fails.
/// The FILE globals stdin and stdout are not readable from Swift 6.
SCREEN *nc_newterm(int input_fd);

/// Whether the locale in use writes UTF-8. nl_langinfo needs a header Swift does not see through Glibc.
bool nc_locale_is_utf8(void);

/// Draws one character over `width` columns. When the C library or ncurses disagrees about the width,
/// the nearest form that fills exactly these columns is drawn, so that no row shifts.
void nc_put(WINDOW *window, int row, int column, const char *utf8, int width, attr_t attributes,
            int pair);

#endif
