package io.holdall.endpoint.handler;

import io.holdall.BlobStoreException;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.endpoint.http.S3Response;
import java.io.IOException;

/** One operation of S3. */
@FunctionalInterface
public interface Handler {
  /**
   * Carries the operation out.
   *
   * @throws S3Exception to refuse it
   * @throws BlobStoreException of the store
   * @throws IOException from the body of the request
   */
  S3Response handle(Call call) throws IOException;
}
