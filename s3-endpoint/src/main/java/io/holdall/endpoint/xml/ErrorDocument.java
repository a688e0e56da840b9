package io.holdall.endpoint.xml;

import io.holdall.endpoint.error.S3Exception;

/** The {@code Error} document (HTTP-31). */
public final class ErrorDocument {
  private ErrorDocument() {}

  /** Code, message, what the error has of its own, and the ids of the request. */
  public static byte[] of(S3Exception error, String requestId, String hostId) {
    return XmlWriter.documentWithoutNamespace(
        "Error",
        xml -> {
          xml.element("Code", error.error().code()).echo("Message", error.text());
          error.details().forEach(xml::echo);
          xml.element("RequestId", requestId).element("HostId", hostId);
        });
  }
}
