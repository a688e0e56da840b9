package io.holdall.tck.record;

import io.holdall.BlobRef;
import io.holdall.Body;
import io.holdall.ByteRange;
import io.holdall.CompleteOptions;
import io.holdall.MultipartUpload;
import io.holdall.PartInfo;
import io.holdall.PartPage;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.UploadedPart;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An upload whose calls are written down. */
final class RecordingUpload implements MultipartUpload {
  /** How the upload itself is spelled. */
  interface Spelling extends Function<JavaCode, String> {}

  private final MultipartUpload upload;
  private final Spelling spelling;
  private final Script script;

  RecordingUpload(MultipartUpload upload, Spelling spelling, Script script) {
    this.upload = upload;
    this.spelling = spelling;
    this.script = script;
  }

  private Function<JavaCode, String> code(String method, Object... arguments) {
    List<Object> given = List.of(arguments);
    return code ->
        spelling.apply(code)
            + "."
            + method
            + given.stream().map(code::of).collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public String key() {
    return upload.key();
  }

  @Override
  public String id() {
    return upload.id();
  }

  @Override
  public UploadedPart uploadPart(int number, Body body) {
    return script.call(
        "part", code("uploadPart", number, body), () -> upload.uploadPart(number, body));
  }

  @Override
  public UploadedPart copyPart(
      int number, BlobRef source, Optional<ByteRange.Between> range, ReadConditions conditions) {
    return script.call(
        "part",
        code("copyPart", number, source, range, conditions),
        () -> upload.copyPart(number, source, range, conditions));
  }

  @Override
  public PartPage listParts(int afterNumber, int most) {
    return script.call(
        "parts", code("listParts", afterNumber, most), () -> upload.listParts(afterNumber, most));
  }

  @Override
  public List<PartInfo> parts() {
    return script.call("parts", code("parts"), upload::parts);
  }

  @Override
  public PutResult complete(List<UploadedPart> parts, CompleteOptions options) {
    return script.call(
        "put", code("complete", parts, options), () -> upload.complete(parts, options));
  }

  @Override
  public void abort() {
    script.call(
        "",
        code("abort"),
        () -> {
          upload.abort();
          return true;
        });
  }
}
