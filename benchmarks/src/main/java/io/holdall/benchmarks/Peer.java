package io.holdall.benchmarks;

import io.holdall.BlobInfo;
import io.holdall.BlobStores;
import io.holdall.Body;
import io.holdall.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.opendal.Entry;
import org.apache.opendal.Operator;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;
import org.openjdk.jmh.infra.Blackhole;

/** A store in memory, as its own documentation has it used. */
public interface Peer extends AutoCloseable {
  void put(String key, byte[] body);

  byte[] get(String key);

  /** Looks at key and size of every blob under the prefix, which ends in a slash. */
  int list(String prefix, Blackhole sink);

  @Override
  void close();

  /** All of them. */
  enum Kind {
    HOLDALL,
    JCLOUDS,
    OPENDAL;

    Peer open() {
      return switch (this) {
        case HOLDALL -> new Holdall();
        case JCLOUDS -> new Jclouds();
        case OPENDAL -> new OpenDal();
      };
    }
  }

  /** This project's. */
  final class Holdall implements Peer {
    private final Bucket bucket = BlobStores.open("memory:").createBucket("benchmark");

    @Override
    public void put(String key, byte[] body) {
      bucket.put(key, Body.of(body));
    }

    @Override
    public byte[] get(String key) {
      return bucket.getBytes(key);
    }

    @Override
    public int list(String prefix, Blackhole sink) {
      int count = 0;
      for (BlobInfo blob : bucket.list(prefix)) {
        sink.consume(blob.key());
        sink.consume(blob.size());
        count++;
      }
      return count;
    }

    @Override
    public void close() {
      bucket.store().close();
    }
  }

  /** The transient provider of Apache jclouds. */
  final class Jclouds implements Peer {
    private static final String CONTAINER = "benchmark";

    private final BlobStoreContext context =
        ContextBuilder.newBuilder("transient").buildView(BlobStoreContext.class);
    private final BlobStore store = context.getBlobStore();

    Jclouds() {
      store.createContainerInLocation(null, CONTAINER);
    }

    @Override
    public void put(String key, byte[] body) {
      store.putBlob(CONTAINER, store.blobBuilder(key).payload(body).build());
    }

    @Override
    public byte[] get(String key) {
      try (InputStream content = store.getBlob(CONTAINER, key).getPayload().openStream()) {
        return content.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int list(String prefix, Blackhole sink) {
      int count = 0;
      ListContainerOptions options = ListContainerOptions.Builder.prefix(prefix).maxResults(1000);
      for (StorageMetadata blob : store.list(CONTAINER, options)) {
        sink.consume(blob.getName());
        sink.consume(blob.getSize());
        count++;
      }
      return count;
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /** The memory service of Apache OpenDAL, through its Java binding. */
  final class OpenDal implements Peer {
    private final Operator operator = Operator.of("memory", Map.of());

    @Override
    public void put(String key, byte[] body) {
      operator.write(key, body);
    }

    @Override
    public byte[] get(String key) {
      return operator.read(key);
    }

    @Override
    public int list(String prefix, Blackhole sink) {
      int count = 0;
      for (Entry blob : operator.list(prefix)) {
        sink.consume(blob.getPath());
        sink.consume(blob.getMetadata().getContentLength());
        count++;
      }
      return count;
    }

    @Override
    public void close() {
      operator.close();
    }
  }
}
