package io.holdall.endpoint.xml;

import io.holdall.spi.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes one document, in the order of the calls. Every element that is opened is closed, since
 * content is written within a call.
 *
 * <p>Text may hold any characters: what XML 1.0 cannot carry is written as a numeric reference all
 * the same, as S3 does (KEY-13). Not thread-safe.
 */
public final class XmlWriter {
  static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private final StringBuilder xml;

  private XmlWriter(StringBuilder xml) {
    this.xml = xml;
  }

  /** A whole document in UTF-8 whose root is in S3's namespace (HTTP-30). */
  public static byte[] document(String root, Consumer<XmlWriter> content) {
    return write(root, " xmlns=\"" + NAMESPACE + '"', content);
  }

  /** A whole document in UTF-8 without a namespace, as {@code Error} is. */
  public static byte[] documentWithoutNamespace(String root, Consumer<XmlWriter> content) {
    return write(root, "", content);
  }

  private static byte[] write(String root, String attributes, Consumer<XmlWriter> content) {
    StringBuilder xml = new StringBuilder(512);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<")
        .append(root)
        .append(attributes)
        .append('>');
    content.accept(new XmlWriter(xml));
    return xml.append("</").append(root).append('>').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** An element with elements in it. */
  public XmlWriter element(String name, Consumer<XmlWriter> content) {
    xml.append('<').append(name).append('>');
    content.accept(this);
    xml.append("</").append(name).append('>');
    return this;
  }

  /** An element with text in it. */
  public XmlWriter element(String name, String text) {
    xml.append('<').append(name).append('>');
    text(text);
    xml.append("</").append(name).append('>');
    return this;
  }

  /**
   * An element that repeats what the client has sent. What XML 1.0 cannot carry is replaced, so
   * that parsers take the document: nobody needs the echo, but everybody what stands beside it.
   */
  public XmlWriter echo(String name, String text) {
    if (XmlText.canCarry(text)) {
      return element(name, text);
    }
    StringBuilder readable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                readable.appendCodePoint(
                    c == '\r' || XmlText.canCarry(Character.toString(c)) ? c : 0xFFFD));
    return element(name, readable.toString());
  }

  /** An element with a number in it. */
  public XmlWriter element(String name, long number) {
    return element(name, Long.toString(number));
  }

  /** An element with {@code true} or {@code false} in it. */
  public XmlWriter element(String name, boolean value) {
    return element(name, Boolean.toString(value));
  }

  /** Text where the element is that is being written. */
  public XmlWriter text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\'' -> xml.append("&apos;");
        default -> {
          if (c < ' ' || c >= '\ufffe') {
            // A raw CR would be read as LF; the others are no characters of XML.
            xml.append("&#").append((int) c).append(';');
          } else {
            xml.append(c);
          }
        }
      }
    }
    return this;
  }
}
