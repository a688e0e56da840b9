package io.holdall.tck.broken;

import io.holdall.BlobAttributes;
import io.holdall.GetOptions;
import io.holdall.PutOptions;
import io.holdall.PutResult;
import io.holdall.ReadConditions;
import io.holdall.spi.ForwardingDriver;
import io.holdall.spi.OpenBlob;
import io.holdall.spi.Payload;
import io.holdall.spi.StoreDriver;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores blobs under other keys than they were put, and finds them there. */
final class KeyMap extends ForwardingDriver {
  private final UnaryOperator<String> stored;

  KeyMap(StoreDriver sound, UnaryOperator<String> stored) {
    super(sound);
    this.stored = stored;
  }

  /** No key becomes empty. */
  private String inner(String key) {
    String inner = stored.apply(key);
    return inner.isEmpty() ? key : inner;
  }

  @Override
  public PutResult put(String bucket, String key, Payload payload, PutOptions options) {
    return delegate().put(bucket, inner(key), payload, options);
  }

  @Override
  public OpenBlob get(String bucket, String key, GetOptions options) {
    OpenBlob blob = delegate().get(bucket, inner(key), options);
    return new OpenBlob(Values.withKey(blob.attributes(), key), blob.span(), blob.content());
  }

  @Override
  public Optional<BlobAttributes> head(String bucket, String key, ReadConditions conditions) {
    return delegate().head(bucket, inner(key), conditions).map(it -> Values.withKey(it, key));
  }

  @Override
  public void delete(String bucket, String key) {
    delegate().delete(bucket, inner(key));
  }
}
