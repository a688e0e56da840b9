package io.holdall;

import io.holdall.spi.DriverException;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.time.Clock;
import java.util.Set;

/** Opens a {@link MapDriver} for {@code test:}, unless it is told to fail. */
public final class TestProvider implements StoreProvider {
  /** Called by the service loader. */
  public TestProvider() {}

  @Override
  public String scheme() {
    return "test";
  }

  @Override
  public boolean locationIsPath() {
    return false;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("fail", "color");
  }

  @Override
  public StoreDriver open(StoreUrl url, Clock clock) {
    if (url.parameters().containsKey("color")) {
      throw new IllegalArgumentException("the parameter color has no value \"red\"");
    }
    if (url.parameters().containsKey("fail")) {
      throw new DriverException(
          ErrorCode.valueOf(url.parameters().get("fail")), "it cannot be opened");
    }
    return new MapDriver();
  }
}
