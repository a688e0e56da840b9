package io.holdall;

import java.util.Objects;
import java.util.Optional;

/**
 * A part as it was acknowledged, and as it is listed to complete the upload.
 *
 * @param number 1 to 10,000
 * @param etag the MD5 of the part's bytes where the store has {@link Feature#MD5_ETAG}
 * @param checksum of the part, which must be listed again for composite uploads (CHK-26)
 */
public record UploadedPart(int number, ETag etag, Optional<Checksum> checksum) {
  public UploadedPart {
    MultipartUpload.checkPartNumber(number);
    Objects.requireNonNull(etag);
    Objects.requireNonNull(checksum);
  }
}
