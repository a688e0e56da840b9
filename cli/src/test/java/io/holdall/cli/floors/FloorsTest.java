package io.holdall.cli.floors;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The floors of the house, as ARCHITECTURE.md draws them. The command line is the one module whose
 * class path holds all others but examples and benchmarks, which nothing can reach.
 */
class FloorsTest {

  private static final String ROOT = "io.holdall";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(ROOT);

  private final Floors floors = new Floors(ROOT);

  @ParameterizedTest
  @EnumSource
  void everyRoomIsSeen(Room room) {
    assertThat(CLASSES)
        .anyMatch(type -> Room.of(ROOT, type.getPackageName()).filter(room::equals).isPresent());
  }

  @Test
  void arrowsPointDown() {
    floors.arrowsPointDown().check(CLASSES);
  }

  @Test
  void awsSdkStaysInTheS3Backend() {
    floors.awsSdkStaysInTheS3Backend().check(CLASSES);
  }

  @Test
  void guavaStaysInTheEngineAndTheLocalBackend() {
    floors.guavaStaysInTheEngineAndTheLocalBackend().check(CLASSES);
  }

  @Test
  void testLibrariesStayInTheKit() {
    floors.testLibrariesStayInTheKit().check(CLASSES);
  }

  @Test
  void apiNeedsTheJdkAlone() {
    floors.apiNeedsTheJdkAlone().check(CLASSES);
  }

  @Test
  void staticFieldsAreFinal() {
    floors.staticFieldsAreFinal().check(CLASSES);
  }

  @Test
  void staticFieldsHoldNoState() {
    floors.staticFieldsHoldNoState().check(CLASSES);
  }
}
