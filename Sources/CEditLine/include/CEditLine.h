// libedit for Swift. `el_wset` and its kin take variable arguments, which Swift cannot call: here is one
// named function for each use. What takes fixed arguments is called as it is.
#pragma once

#include <histedit.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <wchar.h>

/// A function that a key is bound to; it returns one of the `CC_` values.
typedef unsigned char (*reeve_key_function)(EditLine *, wint_t);

static inline void reeve_el_set_owner(EditLine *el, void *owner) {
  el_wset(el, EL_CLIENTDATA, owner);
}

static inline void *reeve_el_owner(EditLine *el) {
  void *owner = NULL;
  el_wget(el, EL_CLIENTDATA, &owner);
  return owner;
}

static inline int reeve_el_set_reader(EditLine *el, el_rfunc_t reader) {
  return el_wset(el, EL_GETCFN, reader);
}

/// `escape` surrounds what the terminal does not show.
static inline int reeve_el_set_prompt(EditLine *el, wchar_t *(*prompt)(EditLine *), wchar_t escape) {
  return el_wset(el, EL_PROMPT_ESC, prompt, escape);
}

/// The terminal's kind, where it is not the one that `TERM` names.
static inline int reeve_el_set_terminal(EditLine *el, const char *name) {
  return el_wset(el, EL_TERMINAL, name);
}

static inline int reeve_el_use_emacs(EditLine *el) { return el_wset(el, EL_EDITOR, L"emacs"); }

static inline int reeve_el_uses_vi(EditLine *el) {
  const wchar_t *editor = NULL;
  return el_wget(el, EL_EDITOR, &editor) == 0 && editor != NULL && editor[0] == L'v';
}

/// libedit keeps both strings: they must live as long as `el`.
static inline int reeve_el_add_function(
    EditLine *el, const wchar_t *name, const wchar_t *help, reeve_key_function function) {
  return el_wset(el, EL_ADDFN, name, help, function);
}

static inline int reeve_el_bind(EditLine *el, const wchar_t *key, const wchar_t *command) {
  return el_wset(el, EL_BIND, key, command, NULL);
}

/// Binds in the map of vi's command mode.
static inline int reeve_el_bind_alternative(
    EditLine *el, const wchar_t *key, const wchar_t *command) {
  return el_wset(el, EL_BIND, L"-a", key, command, NULL);
}

/// While editing, ^C, ^Z and ^\ (isig) and ^S and ^Q (ixon) are characters, and carriage
/// return and newline come as they are (icrnl, inlcr), so that a paste keeps its line ends.
static inline int reeve_el_take_signal_characters(EditLine *el) {
  return el_wset(el, EL_SETTY, L"-d", L"-isig", L"-ixon", L"-icrnl", L"-inlcr", NULL);
}

static inline int reeve_el_prepare_terminal(EditLine *el, int raw) {
  return el_wset(el, EL_PREP_TERM, raw);
}

static inline int reeve_el_refresh(EditLine *el) { return el_wset(el, EL_REFRESH); }

static inline int reeve_el_set_history(EditLine *el, HistoryW *history) {
  return el_wset(el, EL_HIST, history_w, history);
}

static inline int reeve_history_set_size(HistoryW *history, int size) {
  HistEventW event;
  return history_w(history, &event, H_SETSIZE, size);
}

static inline int reeve_history_enter(HistoryW *history, const wchar_t *text) {
  HistEventW event;
  return history_w(history, &event, H_ENTER, text);
}

/// Rows and columns; zero where the terminal does not know them.
static inline struct winsize reeve_window_size(int descriptor) {
  struct winsize size = {0};
  ioctl(descriptor, TIOCGWINSZ, &size);
  return size;
}

/// How many cells a character takes, by the table that libedit uses; -1 for what is not shown.
int reeve_columns(wchar_t character);

/// Where `wanted` begins in `text`, in bytes; -1 where it does not.
ptrdiff_t reeve_find(const char *text, size_t count, const char *wanted, size_t wanted_count);

/// Whether `text` begins with `wanted`.
int reeve_begins(const char *text, size_t count, const char *wanted, size_t wanted_count);

/// Opens a pipe that never blocks and no child inherits; `ends` is reading end, writing end.
int reeve_open_wake_pipe(int ends[2]);

/// Writes `\x01` to `descriptor` at SIGWINCH, SIGCONT, SIGINT, SIGTERM and SIGHUP, and restores the
/// terminal `terminal` should the process exit; at most one editor at a time.
void reeve_editing_begin(int terminal, int descriptor);

/// Puts back the handlers of before.
void reeve_editing_end(void);

/// Whether `signal` came since the last call.
int reeve_signal_came(int signal);
