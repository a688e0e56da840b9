package io.holdall.endpoint.handler;

import io.holdall.Blob;
import io.holdall.BlobAttributes;
import io.holdall.ChecksumType;
import io.holdall.GetOptions;
import io.holdall.ListOptions;
import io.holdall.PreconditionFailedException;
import io.holdall.ReadConditions;
import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.header.Arguments;
import io.holdall.endpoint.header.HttpDate;
import io.holdall.endpoint.header.Numbers;
import io.holdall.endpoint.http.Headers;
import io.holdall.endpoint.http.S3Response;
import io.holdall.endpoint.xml.ObjectDocuments;
import io.holdall.endpoint.xml.ObjectParts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** GetObjectAttributes (HTTP-15). */
final class ObjectAttributes {
  private static final String WANTED = "x-amz-object-attributes";
  private static final Set<String> KNOWN =
      Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

  private static final int MOST_ATTEMPTS = 10;

  private ObjectAttributes() {}

  static S3Response get(Call call) {
    call.requireNoVersion();
    Set<String> wanted = wanted(call.headers());
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      BlobAttributes whole = call.bucket().head(call.key());
      try {
        Optional<ObjectParts> parts =
            wanted.contains("ObjectParts") ? parts(call, whole) : Optional.empty();
        return Answers.xml(
            ObjectDocuments.attributes(whole, parts, wanted),
            Headers.builder().add("Last-Modified", HttpDate.format(whole.lastModified())));
      } catch (PreconditionFailedException changed) {
        // The parts are those of another version: look anew.
      }
    }
    throw new S3Exception(S3Error.OPERATION_ABORTED);
  }

  /** CHK-14; empty for an object that was put in one piece. */
  private static Optional<ObjectParts> parts(Call call, BlobAttributes whole) {
    ReadConditions unchanged = ReadConditions.none().ifMatch(whole.etag());
    GetOptions same = GetOptions.defaults().conditions(unchanged);
    OptionalInt count;
    // Only who reads a part is told how many there are.
    try (Blob first = call.bucket().get(call.key(), same.part(1))) {
      count = first.attributes().partCount();
    }
    if (count.isEmpty()) {
      return Optional.empty();
    }
    boolean haveChecksums =
        whole.checksum().filter(it -> it.type() == ChecksumType.COMPOSITE).isPresent();
    return Optional.of(
        new ObjectParts(
            count.getAsInt(),
            haveChecksums ? Optional.of(page(call, same, count.getAsInt())) : Optional.empty()));
  }

  private static ObjectParts.Page page(Call call, GetOptions same, int count) {
    int marker = (int) Numbers.number(call.headers(), "x-amz-part-number-marker", 0);
    int most = Numbers.pageSize(call.headers(), "x-amz-max-parts", ListOptions.MAX_PAGE_SIZE);
    List<ObjectParts.Part> parts = new ArrayList<>();
    for (int before = marker; before < count && parts.size() < most; before++) {
      try (Blob part = call.bucket().get(call.key(), same.part(before + 1))) {
        parts.add(
            new ObjectParts.Part(before + 1, part.span().length(), part.attributes().checksum()));
      }
    }
    return new ObjectParts.Page(marker, most, parts);
  }

  private static Set<String> wanted(Headers headers) {
    List<String> values = headers.all(WANTED);
    Set<String> wanted = new LinkedHashSet<>();
    for (String value : values) {
      for (String name : value.split(",", -1)) {
        if (!name.isBlank()) {
          wanted.add(name.strip());
        }
      }
    }
    if (wanted.isEmpty()) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty");
    }
    for (String name : wanted) {
      if (!KNOWN.contains(name)) {
        throw Arguments.invalid(WANTED, name, "Invalid attribute name specified.");
      }
    }
    return wanted;
  }
}
