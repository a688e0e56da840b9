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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Looks whether S3 can have told a success. Where a document without content means something it is
 * to be the one that was asked for: the SDK reads any XML, and would find the page of some other
 * web server to be an empty bucket, or a deletion without failures. Where the status says
 * everything, no such page may come with it; whatever else comes is no matter.
 */
final class DocumentCheck {
  private static final Map<Class<? extends SdkRequest>, String> ROOTS =
      Map.of(
          ListBucketsRequest.class, "ListAllMyBucketsResult",
          ListObjectsV2Request.class, "ListBucketResult",
          ListPartsRequest.class, "ListPartsResult",
          ListMultipartUploadsRequest.class, "ListMultipartUploadsResult",
          GetObjectTaggingRequest.class, "Tagging",
          DeleteObjectsRequest.class, "DeleteResult");

  /** What the SDK takes for done whatever it is answered, or reads something small from. */
  private static final Set<Class<? extends SdkRequest>> TOLD_BY_STATUS =
      Set.of(
          AbortMultipartUploadRequest.class,
          CompleteMultipartUploadRequest.class,
          CopyObjectRequest.class,
          CreateBucketRequest.class,
          CreateMultipartUploadRequest.class,
          DeleteBucketRequest.class,
          DeleteObjectRequest.class,
          DeleteObjectTaggingRequest.class,
          PutObjectRequest.class,
          PutObjectTaggingRequest.class,
          UploadPartCopyRequest.class,
          UploadPartRequest.class);

  /** Enough for what may come before the root. */
  private static final int HEAD = 1024;

  /** Each character a byte; behind a byte order mark, declarations and comments. */
  private static final Pattern ROOT =
      Pattern.compile(
          "(?s)(?:\u00EF\u00BB\u00BF)?\\s*(?:<[?].*?[?]>\\s*|<!--.*?-->\\s*)*<(?:[\\w.-]+:)?([\\w.-]+)");

  private DocumentCheck() {}

  /**
   * A HEAD is answered without a body: only the page that it would have had can be seen.
   *
   * @throws ForeignDocumentException if one about a bucket tells of a page of HTML
   */
  static void ofHead(SdkRequest request, SdkHttpResponse answer) {
    if (request instanceof HeadBucketRequest && answer.isSuccessful() && Faults.isPage(answer)) {
      throw new ForeignDocumentException("it has a page of HTML where it was asked for a bucket");
    }
  }

  /**
   * Checks the body of a successful answer.
   *
   * @return the same body, to be read from its beginning
   * @throws ForeignDocumentException if it is no such answer of S3's
   */
  static Optional<InputStream> checked(SdkRequest request, Optional<InputStream> answer) {
    String root = ROOTS.get(request.getClass());
    if (root == null && !TOLD_BY_STATUS.contains(request.getClass())) {
      return answer;
    }
    InputStream body = answer.orElseGet(InputStream::nullInputStream);
    try {
      byte[] head = head(body);
      Matcher found = ROOT.matcher(new String(head, StandardCharsets.ISO_8859_1));
      if (root == null) {
        refusePage(head, found);
      } else if (!found.lookingAt() || !found.group(1).equals(root)) {
        throw new ForeignDocumentException(
            "%s where it was asked for a %s".formatted(described(head, found), root));
      }
      return Optional.of(new SequenceInputStream(new ByteArrayInputStream(head), body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refusePage(byte[] head, Matcher found) {
    boolean isPage = !found.lookingAt() || found.group(1).equalsIgnoreCase("html");
    if (head.length > 0 && isPage) {
      throw new ForeignDocumentException(described(head, found));
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
