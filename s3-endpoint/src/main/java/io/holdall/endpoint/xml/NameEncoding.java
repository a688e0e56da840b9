package io.holdall.endpoint.xml;

import io.holdall.spi.PercentEncoding;

/** How names are written into a listing (LIST-09). */
public enum NameEncoding {
  /** As they are; what XML cannot carry comes out as KEY-13 says. */
  NONE,
  /**
   * Percent-encoded, but for slashes. A space is written as {@code %20}, which every decoder reads
   * alike, and a plus as {@code %2B}.
   */
  URL;

  String encode(String name) {
    return this == URL ? PercentEncoding.encodePath(name) : name;
  }

  /** The element that tells of the encoding, if there is any. */
  void write(XmlWriter xml) {
    if (this == URL) {
      xml.element("EncodingType", "url");
    }
  }
}
