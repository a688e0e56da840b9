package io.holdall.benchmarks.disk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The "filesystem-nio2" store of S3Proxy, called without its HTTP server. It forces nothing. */
final class S3Proxy implements Contestant {
  private static final String CONTAINER = "benchmark";

  private final BlobStore store;

  S3Proxy(Path parent) throws IOException {
    Path directory = Files.createDirectories(parent.resolve("s3proxy"));
    this.store = new FilesystemNio2BlobStore(directory.toString());
    store.createContainer(CONTAINER);
  }

  @Override
  public String name() {
    return "S3Proxy nio2";
  }

  @Override
  public void put(String key, byte[] body) {
    put(key, new ByteArrayInputStream(body), body.length);
  }

  @Override
  public void put(String key, InputStream body, long length) {
    store.putBlob(
        PutObjectRequest.builder().bucket(CONTAINER).key(key).contentLength(length).build(), body);
  }

  @Override
  public int get(String key) throws IOException {
    try (InputStream in = store.getBlob(CONTAINER, key)) {
      return in.readAllBytes().length;
    }
  }

  @Override
  public long read(String key, byte[] buffer) throws IOException {
    try (InputStream in = store.getBlob(CONTAINER, key)) {
      return Contestant.drain(in, buffer);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
