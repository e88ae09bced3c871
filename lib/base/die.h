/*
 * die: words on stderr and the only exits of the program.
 *
 * Every message is one line: the program's name, a colon, the words. Control bytes are masked, so that
 * quoted data cannot move the cursor or forge a second message. Nothing else in lib/ may call exit().
 */
#ifndef RETKIT_DIE_H
#define RETKIT_DIE_H

/* The exit statuses of every program. */
enum {
	STATUS_DONE = 0,    /* the work is done */
	STATUS_NO = 1,      /* a defined "no": the question was answered, the answer is no */
	STATUS_TROUBLE = 2, /* wrong usage, bad input, failed input or output */
};

/* Print one message on stderr. Safe beside warn_in_place() in other threads. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Show a line on the terminal that stderr is, cut to its width, in place of the one shown before; NULL takes it away. So does any
 * other message, and the end of the program. Safe in any thread.
 */
void warn_in_place(const char *words);

/* Print one message on stderr and exit with STATUS_TROUBLE. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Exit with `status`, or with STATUS_TROUBLE and a message when stdout did not take all that was written to it. */
_Noreturn void die_closing(int status);

#endif
