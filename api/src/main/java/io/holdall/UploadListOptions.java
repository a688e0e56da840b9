package io.holdall;

/**
 * Which uploads a page shows: those beginning with the prefix, in order of key and then of start
 * (MPU-53), behind the marker.
 *
 * @param prefix empty for all
 * @param delimiter rolls keys up as in listings (MPU-56); empty for none
 * @param keyMarker only keys greater than this (MPU-54); empty for all
 * @param uploadIdMarker with the key marker: also later uploads of that key; empty for none
 * @param most 1 to 1,000
 */
public record UploadListOptions(
    String prefix, String delimiter, String keyMarker, String uploadIdMarker, int most) {
  /**
   * Checks what cannot be part of any listing.
   *
   * @throws IllegalArgumentException if prefix or key marker cannot begin a key or {@code most} is
   *     out of range
   */
  public UploadListOptions {
    Keys.checkPrefix(prefix);
    Keys.utf8Length("delimiter", delimiter);
    Keys.checkPrefix(keyMarker);
    if (most < 1 || most > ListOptions.MAX_PAGE_SIZE) {
      throw new IllegalArgumentException("a page has 1 to 1000 uploads, not " + most);
    }
  }

  public static UploadListOptions under(String prefix) {
    return new UploadListOptions(prefix, "", "", "", ListOptions.MAX_PAGE_SIZE);
  }
}
