// Signals while a line is edited. A handler may do next to nothing, so it marks the signal and wakes the
// editor, which acts in its own time. SIGINT, SIGTERM and SIGHUP that the program ignores stay ignored.
#define _GNU_SOURCE
#include "CEditLine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int watched[] = {SIGWINCH, SIGCONT, SIGINT, SIGTERM, SIGHUP};
enum { watched_count = sizeof watched / sizeof watched[0] };

static struct sigaction previous[watched_count];
static int installed[watched_count];
static volatile sig_atomic_t came[watched_count];
static volatile sig_atomic_t wake = -1;

static struct termios cooked;
static volatile sig_atomic_t cooked_terminal = -1;

static void handle(int signal) {
  int kept = errno;
  for (int i = 0; i < watched_count; i++)
    if (watched[i] == signal) came[i] = 1;
  if (wake >= 0 && write(wake, "\x01", 1) < 0) { /* full: a wake-up waits there already */
  }
  errno = kept;
}

// `exit` on another thread, in the middle of a line.
static void restore_terminal(void) {
  if (cooked_terminal < 0) return;
  tcsetattr(cooked_terminal, TCSADRAIN, &cooked);
  if (write(cooked_terminal, "\x1b[?2004l\r\n", 10) < 0) return;
}

void reeve_editing_begin(int terminal, int descriptor) {
  static int registered = 0;
  if (!registered) registered = atexit(restore_terminal) == 0;
  if (tcgetattr(terminal, &cooked) == 0) cooked_terminal = terminal;
  wake = descriptor;
  for (int i = 0; i < watched_count; i++) {
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    came[i] = 0;
    sigaction(watched[i], NULL, &previous[i]);
    int ends = watched[i] == SIGINT || watched[i] == SIGTERM || watched[i] == SIGHUP;
    int ignored = !(previous[i].sa_flags & SA_SIGINFO) && previous[i].sa_handler == SIG_IGN;
    installed[i] = !(ends && ignored) && sigaction(watched[i], &action, NULL) == 0;
  }
}

void reeve_editing_end(void) {
  for (int i = 0; i < watched_count; i++) {
    if (installed[i]) sigaction(watched[i], &previous[i], NULL);
    installed[i] = 0;
  }
  wake = -1;
  cooked_terminal = -1;
}

int reeve_signal_came(int signal) {
  for (int i = 0; i < watched_count; i++) {
    if (watched[i] != signal || !came[i]) continue;
    came[i] = 0;
    return 1;
  }
  return 0;
}

int reeve_columns(wchar_t character) { return wcwidth(character); }

ptrdiff_t reeve_find(const char *text, size_t count, const char *wanted, size_t wanted_count) {
  if (wanted_count == 0) return 0;
  if (count < wanted_count) return -1;
  const char *found = memmem(text, count, wanted, wanted_count);
  return found == NULL ? -1 : found - text;
}

int reeve_begins(const char *text, size_t count, const char *wanted, size_t wanted_count) {
  return count >= wanted_count && (wanted_count == 0 || memcmp(text, wanted, wanted_count) == 0);
}

int reeve_open_wake_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }
