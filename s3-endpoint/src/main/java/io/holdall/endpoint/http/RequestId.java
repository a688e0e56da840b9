package io.holdall.endpoint.http;

import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The two names of one request, in every response and every error document (HTTP-10). They serve to
 * find it in logs and say nothing else.
 *
 * @param id 16 characters, {@code x-amz-request-id} and {@code RequestId}
 * @param hostId 44 characters, {@code x-amz-id-2} and {@code HostId}
 */
public record RequestId(String id, String hostId) {
  /** A new one. */
  public static RequestId next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] host = new byte[32];
    random.nextBytes(host);
    return new RequestId(
        String.format(Locale.ROOT, "%016X", random.nextLong()),
        Base64.getEncoder().encodeToString(host));
  }
}
