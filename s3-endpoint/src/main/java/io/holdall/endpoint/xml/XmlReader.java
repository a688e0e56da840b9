package io.holdall.endpoint.xml;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads request documents. They are small, in UTF-8, in S3's namespace or in none, and have no
 * document type: nothing outside of them is looked at, and no entity is expanded but the five that
 * XML has.
 */
final class XmlReader {
  /** Room for 1,000 keys of 1,024 bytes, each byte a numeric reference. */
  static final int MAX_BYTES = 8 << 20;

  // The deepest document that is read, CreateBucketConfiguration/Tags/Tag/Key, has four levels.
  private static final int MAX_DEPTH = 8;

  private XmlReader() {}

  /**
   * All bytes of a body. An IOException is the client's hanging up or a {@code
   * BodyRefusedException}.
   */
  static byte[] bytes(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES);
    if (bytes.length == MAX_BYTES && body.read() >= 0) {
      throw new S3Exception(S3Error.MAX_MESSAGE_LENGTH_EXCEEDED)
          .with("MaxMessageLengthBytes", Integer.toString(MAX_BYTES));
    }
    return bytes;
  }

  /**
   * The root of a document.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML} if it is not one, or its root has another
   *     name
   */
  static XmlElement parse(byte[] document, String root) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(decode(document)));
      int event = reader.next();
      while (event != XMLStreamConstants.START_ELEMENT) {
        skip(event);
        event = reader.next();
      }
      if (!reader.getLocalName().equals(root)) {
        throw malformed("the root is not " + root);
      }
      XmlElement element = element(reader, 1);
      while (reader.hasNext()) {
        skip(reader.next());
      }
      return element;
    } catch (XMLStreamException e) {
      throw new S3Exception(S3Error.MALFORMED_XML, S3Error.MALFORMED_XML.message(), e);
    }
  }

  /** Decoded here and strictly, whatever the document says of its encoding. */
  private static String decode(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw malformed("it is not UTF-8");
    }
  }

  private static XMLInputFactory factory() {
    // The one of the JDK, whatever else is on the class path: its switches are known to work.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  private static XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException {
    String namespace = reader.getNamespaceURI();
    if (namespace != null && !namespace.isEmpty() && !namespace.equals(XmlWriter.NAMESPACE)) {
      throw malformed("an element is in the namespace " + namespace);
    }
    if (depth > MAX_DEPTH) {
      throw malformed("elements are nested too deeply");
    }
    String name = reader.getLocalName();
    List<XmlElement> elements = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (true) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        break;
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        elements.add(element(reader, depth + 1));
      } else if (event == XMLStreamConstants.CHARACTERS
          || event == XMLStreamConstants.CDATA
          || event == XMLStreamConstants.SPACE) {
        text.append(reader.getText());
      } else {
        skip(event);
      }
    }
    if (elements.isEmpty()) {
      return new XmlElement(name, elements, text.toString());
    }
    if (!text.toString().isBlank()) {
      throw malformed("the element " + name + " has text between its elements");
    }
    return new XmlElement(name, elements, "");
  }

  private static void skip(int event) {
    boolean harmless =
        event == XMLStreamConstants.COMMENT
            || event == XMLStreamConstants.PROCESSING_INSTRUCTION
            || event == XMLStreamConstants.SPACE
            || event == XMLStreamConstants.CHARACTERS
            || event == XMLStreamConstants.START_DOCUMENT
            || event == XMLStreamConstants.END_DOCUMENT;
    if (!harmless) {
      throw malformed("it has a document type or an entity");
    }
  }

  private static S3Exception malformed(String what) {
    return new S3Exception(S3Error.MALFORMED_XML, S3Error.MALFORMED_XML.message() + ": " + what);
  }
}
