package io.holdall;

import java.util.Arrays;
import java.util.Base64;

/** An MD5 digest as {@code Content-MD5} carries it (PUT-30). Invariant: 16 bytes. Immutable. */
public final class ContentMd5 {
  private final byte[] digest;

  private ContentMd5(byte[] digest) {
    if (digest.length != 16) {
      throw new IllegalArgumentException("an MD5 digest has 16 bytes, not " + digest.length);
    }
    this.digest = digest;
  }

  /**
   * Of a digest as it was computed.
   *
   * @param digest copied
   * @throws IllegalArgumentException if it has not 16 bytes
   */
  public static ContentMd5 of(byte[] digest) {
    return new ContentMd5(digest.clone());
  }

  /**
   * Parses the form that HTTP carries; only padded Base64 is accepted.
   *
   * @throws IllegalArgumentException if the text is not the Base64 of 16 bytes
   */
  public static ContentMd5 parse(String base64) {
    ContentMd5 parsed;
    try {
      parsed = new ContentMd5(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a Content-MD5: " + base64, e);
    }
    // Base64 has more than one spelling of the same bytes; only the padded one is accepted.
    if (!parsed.value().equals(base64)) {
      throw new IllegalArgumentException("not a Content-MD5: " + base64);
    }
    return parsed;
  }

  /** A copy of the digest. */
  public byte[] digest() {
    return digest.clone();
  }

  /** In Base64. */
  public String value() {
    return Base64.getEncoder().encodeToString(digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentMd5 that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return value();
  }
}
