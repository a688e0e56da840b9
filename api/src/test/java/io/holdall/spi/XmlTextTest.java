package io.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

final class XmlTextTest {
  /** Each character there is, as a parser sees it. */
  @Test
  void goesThroughAsItIs() {
    XMLInputFactory parsers = XMLInputFactory.newFactory();
    StringBuilder carried = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String text = Character.toString(c);
      if (XmlText.canCarry(text)) {
        carried.append(text);
      } else {
        assertThat(parsed(parsers, text)).as("%x", c).isNotEqualTo(text);
      }
    }
    assertThat(parsed(parsers, carried.toString())).isEqualTo(carried.toString());
  }

  @Test
  void oneIsEnoughThatDoesNot() {
    assertThat(XmlText.canCarry("")).isTrue();
    assertThat(XmlText.canCarry("a/b \u00e9 \ud83d\ude00")).isTrue();
    assertThat(XmlText.canCarry("a\rb")).isFalse();
    assertThat(XmlText.canCarry("\ud83d\ude00\ude00")).isFalse();
  }

  /** What comes out, or why nothing does. */
  private static String parsed(XMLInputFactory parsers, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    try {
      XMLStreamReader xml =
          parsers.createXMLStreamReader(new StringReader("<x>" + escaped + "</x>"));
      xml.next();
      return xml.getElementText();
    } catch (XMLStreamException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
