#define _GNU_SOURCE
#include "cncurses.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

SCREEN *nc_newterm(int input_fd) {
    FILE *input = input_fd == STDIN_FILENO ? stdin : fdopen(input_fd, "r");
    return input == NULL ? NULL : newterm(NULL, stdout, input);
}

bool nc_locale_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

static void put_wide(WINDOW *window, int row, int column, const wchar_t *text, attr_t attributes,
                     int pair) {
    cchar_t cell;
    if (setcchar(&cell, text, attributes, 0, &pair) != ERR) mvwadd_wch(window, row, column, &cell);
}

void nc_put(WINDOW *window, int row, int column, const char *utf8, int width, attr_t attributes,
            int pair) {
    wchar_t scalars[16];
    size_t count = mbstowcs(scalars, utf8, 15);
    wchar_t shown[CCHARW_MAX + 1] = {L'?', 0};
    int base_width = 1;
    if (count != (size_t)-1 && count > 0 && count <= 15) {
        int measured = wcwidth(scalars[0]);
        if (measured > 0 && measured <= width) {
            // A cell is one spacing character and marks; joiners and variation selectors do not
            // render alike anywhere, so a joined picture is drawn as its first part.
            size_t used = 0;
            shown[used++] = scalars[0];
            for (size_t i = 1; i < count && used < CCHARW_MAX; i++) {
                wchar_t mark = scalars[i];
                if (mark == 0x200D) break;
                if (mark != 0xFE0F && wcwidth(mark) == 0) shown[used++] = mark;
            }
            shown[used] = 0;
            base_width = measured;
        }
    }
    put_wide(window, row, column, shown, attributes, pair);
    for (int filled = base_width; filled < width; filled++)
        put_wide(window, row, column + filled, L" ", attributes, pair);
}
