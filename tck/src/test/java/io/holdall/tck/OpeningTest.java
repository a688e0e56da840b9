package io.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.tck.contract.DeleteContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A store that cannot be opened, under a test class. */
class OpeningTest {
  private static final AtomicInteger OPENED = new AtomicInteger();

  /** Its store is not there. */
  static class Unreachable implements DeleteContract {
    @Override
    public TckTarget target() {
      OPENED.incrementAndGet();
      throw new IllegalStateException("nobody answers");
    }
  }

  @Test
  void oneRuleFailsAndTheOthersAreNotTried() {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(Unreachable.class))
            .filters(EngineFilter.includeEngines("jqwik"))
            .build();
    Launcher launcher = LauncherFactory.create();
    OPENED.set(0);
    List<TestExecutionResult> results = new ArrayList<>();
    launcher.execute(
        request,
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              results.add(result);
            } else {
              assertThat(result.getStatus()).as(test.getDisplayName()).isEqualTo(Status.SUCCESSFUL);
            }
          }
        });
    assertThat(OPENED).hasValue(1);
    assertThat(results).hasSizeGreaterThan(3);
    assertThat(results.get(0).getStatus()).isEqualTo(Status.FAILED);
    assertThat(results.get(0).getThrowable().orElseThrow()).hasMessageContaining("nobody answers");
    assertThat(results.subList(1, results.size()))
        .extracting(TestExecutionResult::getStatus)
        .containsOnly(Status.ABORTED);
  }
}
