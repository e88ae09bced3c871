/*
 * die: messages on stderr, and the only place where a program exits.
 *
 * Every message is one line: the program's name, a colon, the text. Hidden characters (utf8.h) become `?`, so that quoted data cannot
 * move the cursor, turn the line around or forge a second message. Nothing else in lib/ may call exit().
 */
#ifndef RETKIT_DIE_H
#define RETKIT_DIE_H

/* The exit statuses of every program. */
enum {
	STATUS_DONE = 0,    /* the work is done */
	STATUS_NO = 1,      /* a defined "no": the program answered the question and the answer is no */
	STATUS_TROUBLE = 2, /* wrong usage, bad input, an I/O error */
};

/* Print one message on stderr. Safe while other threads call warn_in_place(). */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Show a status line on the terminal that stderr is, cut to the terminal's width. It replaces the previous status line; NULL erases it.
 * Any other message and the end of the program erase it too. Safe in any thread.
 */
void warn_in_place(const char *words);

/* Print one message on stderr and exit with STATUS_TROUBLE. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Flush stdout and exit with `status`; if some output could not be written, print a message and exit with STATUS_TROUBLE. Messages that
 * did not reach a file which stderr goes to are such output: whoever keeps them reads them later.
 */
_Noreturn void die_closing(int status);

#endif
