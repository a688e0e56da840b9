package io.holdall.local;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For tests in which what fails in the background is logged again and again. */
final class QuietLog implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger = Logger.getLogger("io.holdall.local");

  @Override
  public void beforeEach(ExtensionContext context) {
    logger.setLevel(Level.OFF);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.setLevel(null);
  }
}
