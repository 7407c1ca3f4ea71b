// The wide part of curses is declared only when this stands before the header.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <wchar.h>

// What Swift does not import: variables shared by threads, macros with casts, variadic functions, and wcwidth, which
// the headers show only on request.

static inline WINDOW *cncurses_standard_screen(void) { return stdscr; }

static const attr_t cncurses_bold = A_BOLD;
static const attr_t cncurses_italic = A_ITALIC;
static const attr_t cncurses_reverse = A_REVERSE;
static const attr_t cncurses_underline = A_UNDERLINE;

static inline int cncurses_window_size(int descriptor, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}

extern int wcwidth(wchar_t);

// Of term.h, whose macros would be in the way of everything. -1 stands for what is no string.
extern char *tigetstr(const char *);

static inline const char *cncurses_capability(const char *name) {
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? 0 : value;
}
