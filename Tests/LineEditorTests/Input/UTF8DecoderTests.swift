import LineEditor
import Testing

struct UTF8DecoderTests {
  @Test func `characters are whole however the bytes come`() {
    let text = "aé漢😀\u{1b}[A"
    var decoder = UTF8Decoder()
    let scalars = text.utf8.flatMap { decoder.decode([$0]) }
    #expect(scalars == Array(text.unicodeScalars))
    #expect(!decoder.isPartial)
  }

  @Test(
    arguments: [
      ([0xff, 0x61], "\u{fffd}a"), ([0xc3, 0x61], "\u{fffd}a"), ([0x80], "\u{fffd}"),
      ([0xed, 0xa0, 0x80, 0x61], "\u{fffd}a"), ([0xc0, 0x80, 0x61], "\u{fffd}\u{fffd}a"),
    ] as [([UInt8], String)])
  func `what is not UTF-8 is replaced`(_ bytes: [UInt8], _ text: String) {
    var decoder = UTF8Decoder()
    #expect(decoder.decode(bytes) == Array(text.unicodeScalars))
  }

  @Test func `a character may be begun`() {
    var decoder = UTF8Decoder()
    #expect(decoder.decode([0xe6, 0xbc]).isEmpty)
    #expect(decoder.isPartial)
  }
}
