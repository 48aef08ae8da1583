/* The terminal's clipboard. */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

/* The sequence that hands `text` to it (OSC 52); caller frees; NULL: none. */
char *clipboard_sequence(const char *text);

#endif
