package io.holdall.benchmarks.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/** The "filesystem" provider of Apache jclouds. It forces nothing. */
final class Jclouds implements Contestant {
  private static final String CONTAINER = "benchmark";

  private final BlobStoreContext context;
  private final BlobStore store;

  Jclouds(Path parent) throws IOException {
    Properties properties = new Properties();
    Path directory = Files.createDirectories(parent.resolve("jclouds"));
    properties.setProperty("jclouds.filesystem.basedir", directory.toString());
    this.context =
        ContextBuilder.newBuilder("filesystem")
            .credentials("identity", "credential")
            .overrides(properties)
            .buildView(BlobStoreContext.class);
    this.store = context.getBlobStore();
    store.createContainerInLocation(null, CONTAINER);
  }

  @Override
  public String name() {
    return "jclouds filesystem";
  }

  @Override
  public void put(String key, byte[] body) {
    store.putBlob(
        CONTAINER, store.blobBuilder(key).payload(body).contentLength(body.length).build());
  }

  @Override
  public void put(String key, InputStream body, long length) {
    store.putBlob(CONTAINER, store.blobBuilder(key).payload(body).contentLength(length).build());
  }

  @Override
  public int get(String key) throws IOException {
    try (InputStream in = store.getBlob(CONTAINER, key).getPayload().openStream()) {
      return in.readAllBytes().length;
    }
  }

  @Override
  public long read(String key, byte[] buffer) throws IOException {
    try (InputStream in = store.getBlob(CONTAINER, key).getPayload().openStream()) {
      return Contestant.drain(in, buffer);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
