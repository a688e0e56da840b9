package io.holdall.s3;

import io.holdall.BlobStore;
import io.holdall.Bucket;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store over a server that the test plays. */
abstract class WireTest {
  WireServer server;
  BlobStore store;
  Bucket bucket;

  @BeforeEach
  void start() throws IOException {
    server = new WireServer();
    store = settings(server.store()).open();
    bucket = store.bucket(Fixtures.BUCKET);
  }

  S3Store.Builder settings(S3Store.Builder builder) {
    return builder;
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    server.close();
  }
}
