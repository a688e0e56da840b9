package io.holdall.cli.floors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule, against a small house that breaks it. */
class FloorsCanFailTest {

  private static final String ROOT = "io.holdall.cli.floors.samples";
  private static final JavaClasses SAMPLES = new ClassFileImporter().importPackages(ROOT);

  private final Floors floors = new Floors(ROOT);

  @Test
  void arrowsThatPointSidewaysOrUpAreFound() {
    assertThat(violations(floors.arrowsPointDown()))
        .anyMatch(text -> text.startsWith("ENGINE may not know ENDPOINT"))
        .anyMatch(text -> text.startsWith("TCK may not know MEMORY"))
        .noneMatch(text -> text.startsWith("MEMORY may not know"));
  }

  @Test
  void awsSdkOutsideTheS3BackendIsFound() {
    assertThat(violations(floors.awsSdkStaysInTheS3Backend()))
        .isNotEmpty()
        .allMatch(text -> text.contains("memory.KnowsTheEndpoint"));
  }

  @Test
  void guavaInTheApiIsFound() {
    assertThat(violations(floors.guavaStaysInTheEngineAndTheLocalBackend()))
        .isNotEmpty()
        .allMatch(text -> text.contains("Leaky"));
    assertThat(violations(floors.apiNeedsTheJdkAlone()))
        .isNotEmpty()
        .allMatch(text -> text.contains("Leaky"));
  }

  @Test
  void testLibraryOutsideTheKitIsFound() {
    assertThat(violations(floors.testLibrariesStayInTheKit()))
        .isNotEmpty()
        .allMatch(text -> text.contains("memory.KnowsTheEndpoint"));
  }

  @Test
  void staticStateIsFound() {
    assertThat(violations(floors.staticFieldsAreFinal()))
        .singleElement()
        .asString()
        .contains("Leaky.calls");
    assertThat(violations(floors.staticFieldsHoldNoState()))
        .singleElement()
        .asString()
        .contains("Leaky.CALLS");
  }

  @Test
  void packageOfNoRoomIsRefused() {
    assertThatThrownBy(() -> Room.of(ROOT, ROOT + ".attic"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attic");
    assertThat(Room.of(ROOT, "java.util")).isEmpty();
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(SAMPLES).getFailureReport().getDetails();
  }
}
