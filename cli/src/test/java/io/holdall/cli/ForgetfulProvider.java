package io.holdall.cli;

import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.StoreUrl;
import io.holdall.UserMetadata;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import io.holdall.spi.StoreProvider;
import java.time.Clock;
import java.util.ServiceLoader;
import java.util.Set;

/** {@code forgetful:} is a store in memory that loses user metadata. */
public final class ForgetfulProvider implements StoreProvider {
  @Override
  public String scheme() {
    return "forgetful";
  }

  @Override
  public boolean locationIsPath() {
    return false;
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public StoreDriver open(StoreUrl url, Clock clock) {
    StoreProvider memory =
        ServiceLoader.load(StoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.scheme().equals("memory"))
            .findFirst()
            .orElseThrow();
    return new Forgetful(memory.open(url, clock));
  }

  private static final class Forgetful extends ForwardingDriver {
    Forgetful(StoreDriver driver) {
      super(driver);
    }

    @Override
    public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
      return delegate().put(bucket, key, payload, options.metadata(UserMetadata.none()));
    }
  }
}
