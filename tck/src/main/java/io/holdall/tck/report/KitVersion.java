package io.holdall.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote into {@code kit.properties}. */
final class KitVersion {
  private static final String FILE = "kit.properties";

  private KitVersion() {}

  static String text() {
    Properties kit = new Properties();
    try (InputStream in = KitVersion.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the kit was packed without " + FILE);
      }
      kit.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return kit.getProperty("version");
  }
}
