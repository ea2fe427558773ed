#include "pseudo_terminal.h"

#include <stdlib.h>
#include <string.h>
#include <vterm.h>

struct pt_screen {
    VTerm *terminal;
    VTermScreen *screen;
    bool is_alternate;
    bool shows_cursor;
    // The start of an escape sequence that has not ended yet.
    char held[64];
    size_t held_count;
};

static int on_property(VTermProp property, VTermValue *value, void *user) {
    pt_screen *screen = user;
    if (property == VTERM_PROP_ALTSCREEN) screen->is_alternate = value->boolean;
    if (property == VTERM_PROP_CURSORVISIBLE) screen->shows_cursor = value->boolean;
    return 1;
}

// Red, green, yellow, blue, magenta, cyan and white that read well on a dark page.
static const unsigned palette[8] = {0x1b1f24, 0xff7b72, 0x7ee787, 0xe3b341,
                                    0x79c0ff, 0xd2a8ff, 0x76e3ea, 0xdfe5ec};

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

pt_screen *pt_screen_new(int rows, int columns) {
    pt_screen *screen = calloc(1, sizeof *screen);
    screen->terminal = vterm_new(rows, columns);
    vterm_set_utf8(screen->terminal, 1);
    screen->screen = vterm_obtain_screen(screen->terminal);
    screen->shows_cursor = true;
    vterm_screen_set_callbacks(screen->screen, &callbacks, screen);
    vterm_screen_enable_altscreen(screen->screen, 1);
    vterm_screen_reset(screen->screen, 1);
    for (int i = 0; i < 8; i++) {
        VTermColor color;
        vterm_color_rgb(&color, palette[i] >> 16, palette[i] >> 8 & 0xFF, palette[i] & 0xFF);
        vterm_state_set_palette_color(vterm_obtain_state(screen->terminal), i, &color);
    }
    return screen;
}

void pt_screen_free(pt_screen *screen) {
    vterm_free(screen->terminal);
    free(screen);
}

void pt_screen_resize(pt_screen *screen, int rows, int columns) {
    vterm_set_size(screen->terminal, rows, columns);
}

// This libvterm forgets faint text (SGR 2) but keeps fonts, so faint travels as font 1 (SGR 11).
static void feed_graphics(pt_screen *screen, const char *sequence, size_t count) {
    char output[256];
    size_t length = 0;
    size_t start = 2;
    bool is_color = false;
    memcpy(output, sequence, 2);
    length = 2;
    while (start < count) {
        size_t end = start;
        while (end < count - 1 && sequence[end] != ';') end++;
        size_t size = end - start;
        const char *parameter = sequence + start;
        if (!is_color && size == 1 && parameter[0] == '2') {
            memcpy(output + length, "11", 2);
            length += 2;
        } else if (!is_color && size == 2 && memcmp(parameter, "22", 2) == 0) {
            memcpy(output + length, "22;10", 5);
            length += 5;
        } else {
            // A colour's own numbers (38;5;2) are none of ours.
            if (size == 2 && (memcmp(parameter, "38", 2) == 0 || memcmp(parameter, "48", 2) == 0))
                is_color = true;
            memcpy(output + length, parameter, size);
            length += size;
        }
        output[length++] = sequence[end];
        start = end + 1;
    }
    vterm_input_write(screen->terminal, output, length);
}

void pt_screen_feed(pt_screen *screen, const char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char byte = bytes[i];
        if (screen->held_count == 0 && byte != '\033') {
            vterm_input_write(screen->terminal, &byte, 1);
            continue;
        }
        screen->held[screen->held_count++] = byte;
        bool is_control = screen->held_count < 2 || screen->held[1] == '[';
        bool is_parameter = screen->held_count <= 2 || (byte >= '0' && byte <= '9') || byte == ';';
        if (is_control && is_parameter && screen->held_count < sizeof screen->held) continue;
        if (is_control && byte == 'm') {
            feed_graphics(screen, screen->held, screen->held_count);
        } else {
            vterm_input_write(screen->terminal, screen->held, screen->held_count);
        }
        screen->held_count = 0;
    }
    vterm_screen_flush_damage(screen->screen);
}

static int color_number(const pt_screen *screen, VTermColor color, bool is_default) {
    if (is_default) return -1;
    vterm_screen_convert_color_to_rgb(screen->screen, &color);
    return color.rgb.red << 16 | color.rgb.green << 8 | color.rgb.blue;
}

pt_cell pt_screen_cell(const pt_screen *screen, int row, int column) {
    pt_cell cell = {.foreground = -1, .background = -1};
    VTermScreenCell source;
    VTermPos position = {.row = row, .col = column};
    if (!vterm_screen_get_cell(screen->screen, position, &source)) return cell;
    // The second half of a wide character is marked by the value -1.
    bool is_half = source.chars[0] == (uint32_t)-1;
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && !is_half; i++) cell.scalars[i] = source.chars[i];
    cell.width = is_half ? 0 : source.width;
    cell.foreground = color_number(screen, source.fg, VTERM_COLOR_IS_DEFAULT_FG(&source.fg));
    cell.background = color_number(screen, source.bg, VTERM_COLOR_IS_DEFAULT_BG(&source.bg));
    cell.bold = source.attrs.bold;
    cell.dim = source.attrs.font == 1;
    cell.reverse = source.attrs.reverse;
    cell.underline = source.attrs.underline != 0;
    return cell;
}

bool pt_screen_is_alternate(const pt_screen *screen) { return screen->is_alternate; }

bool pt_screen_shows_cursor(const pt_screen *screen) { return screen->shows_cursor; }
