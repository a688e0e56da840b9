package io.holdall.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;

/**
 * Looks whether a success is told in the document that was asked for, where one without content
 * means something: the SDK reads any XML, and would find the page of some other web server to be an
 * empty bucket, or a deletion without failures.
 */
final class DocumentCheck implements ExecutionInterceptor {
  private static final Map<Class<? extends SdkRequest>, String> ROOTS =
      Map.of(
          ListBucketsRequest.class, "ListAllMyBucketsResult",
          ListObjectsV2Request.class, "ListBucketResult",
          ListPartsRequest.class, "ListPartsResult",
          ListMultipartUploadsRequest.class, "ListMultipartUploadsResult",
          GetObjectTaggingRequest.class, "Tagging",
          DeleteObjectsRequest.class, "DeleteResult");

  /** Enough for what may come before the root. */
  private static final int HEAD = 1024;

  /** Each character a byte; behind a byte order mark, declarations and comments. */
  private static final Pattern ROOT =
      Pattern.compile(
          "(?s)(?:\u00EF\u00BB\u00BF)?\\s*(?:<[?].*?[?]>\\s*|<!--.*?-->\\s*)*<(?:[\\w.-]+:)?([\\w.-]+)");

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes ignored) {
    String root = ROOTS.get(context.request().getClass());
    if (root == null || !context.httpResponse().isSuccessful()) {
      return context.responseBody();
    }
    InputStream body = context.responseBody().orElseGet(InputStream::nullInputStream);
    try {
      byte[] head = head(body);
      Matcher found = ROOT.matcher(new String(head, StandardCharsets.ISO_8859_1));
      if (!found.lookingAt() || !found.group(1).equals(root)) {
        throw new ForeignDocumentException(
            "%s where it was asked for a %s".formatted(described(head, found), root));
      }
      return Optional.of(new SequenceInputStream(new ByteArrayInputStream(head), body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the white space by which a server that is still at work keeps the connection. */
  private static byte[] head(InputStream body) throws IOException {
    int first = body.read();
    while (first == ' ' || first == '\r' || first == '\n' || first == '\t') {
      first = body.read();
    }
    if (first < 0) {
      return new byte[0];
    }
    byte[] head = new byte[HEAD];
    head[0] = (byte) first;
    int length = 1 + body.readNBytes(head, 1, HEAD - 1);
    return Arrays.copyOf(head, length);
  }

  private static String described(byte[] head, Matcher found) {
    if (head.length == 0) {
      return "it answered with nothing";
    }
    return found.lookingAt()
        ? "it answered with <" + found.group(1) + ">"
        : "it answered with something that is not XML";
  }
}
