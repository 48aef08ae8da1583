/* The prompt. */
#ifndef REPL_REPL_H
#define REPL_REPL_H

#include "session.h"

/*
 * Read and run commands from the terminal until `quit` or Ctrl-D. Expects
 * the owner of SIGINT to set the session's stop flag, without SA_RESTART.
 * rc  run the start-up file first
 * Returns RIFFLE_OK: a failed command does not fail the session.
 */
enum riffle_status repl_run(struct session *session, bool rc);

#endif
