package io.holdall.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The file that makes a directory a store's root, and says in which version of the format it is
 * written: one line, {@code holdall <version> <id of the root> <CRC32C of all before it, in hex>}.
 */
final class RootMarker {
  static final String NAME = "FORMAT";
  static final String TEMPORARY_NAME = "FORMAT.tmp";
  private static final int VERSION = 1;

  /** Far more than any version will need, so that a wrong file is never read whole. */
  static final int LIMIT = 256;

  private static final Pattern ANY_VERSION = Pattern.compile("holdall ([0-9]{1,9}) .*\n?");
  private static final Pattern THIS_VERSION =
      Pattern.compile("(holdall " + VERSION + " ([0-9a-f-]{36}) )([0-9a-f]{8})\n");

  private RootMarker() {}

  /** Writes the marker of a new root; it appears whole or not at all, and is durable on return. */
  static void create(Path directory, UUID id, DirectorySync sync) throws IOException {
    String line = "holdall " + VERSION + " " + id + " ";
    line += checksum(line) + "\n";
    Path temporary = directory.resolve(TEMPORARY_NAME);
    try (DataFile file = DataFile.createOrEmpty(temporary)) {
      file.write(ByteBuffer.wrap(line.getBytes(US_ASCII)), 0);
      file.force();
    }
    Files.move(temporary, directory.resolve(NAME), ATOMIC_MOVE);
    sync.force(directory);
  }

  /**
   * Returns the id of the root.
   *
   * @throws RootException if the format is newer than this library
   * @throws DamageException if the marker is not one
   */
  static UUID read(Path directory) throws IOException {
    Path path = directory.resolve(NAME);
    ByteBuffer bytes = ByteBuffer.allocate(LIMIT);
    try (DataFile file = DataFile.openForReading(path)) {
      file.read(bytes, 0);
    }
    String text = US_ASCII.decode(bytes.flip()).toString();
    Matcher any = ANY_VERSION.matcher(text);
    if (any.matches() && Integer.parseInt(any.group(1)) > VERSION) {
      throw new RootException(
          RootException.Reason.NEWER_FORMAT,
          directory
              + " is written in version "
              + any.group(1)
              + " of the format, and this library knows versions up to "
              + VERSION
              + ".");
    }
    Matcher marker = THIS_VERSION.matcher(text);
    if (!marker.matches() || !checksum(marker.group(1)).equals(marker.group(3))) {
      throw DamageException.at(path, 0, "this is not the marker of a store.");
    }
    return UUID.fromString(marker.group(2));
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(US_ASCII));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
