import LineEditor
import Testing

struct UserSettingsTests {
  @Test func `lines that bind keys are run again`() {
    let text = """
      # bind ^A x
      bind -v
      bind ^T reeve-older
        reeve:bind "\\e[A" 'ed-prev-history' # why
      bash:bind ^X x
      bind -a j ed-next-history
      edit on
      bind
      """
    #expect(
      UserSettings.bindings(in: text) == [
        ["bind", "^T", "reeve-older"], ["bind", "\\e[A", "ed-prev-history"],
        ["bind", "-a", "j", "ed-next-history"],
      ])
  }
}
