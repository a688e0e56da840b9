package io.holdall.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobStore;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.memory.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  @TempDir Path directory;

  @Test
  void seedWorkflowInMemory() throws Exception {
    assertWorkflow("memory:");
  }

  @Test
  void seedWorkflowOnDisk() throws Exception {
    assertWorkflow("file:" + directory.resolve("blobs"));
  }

  private void assertWorkflow(String url) throws Exception {
    Path model = Files.writeString(directory.resolve("model.pkl"), "weights");
    Path download = directory.resolve("downloads/model.pkl");
    SeedWorkflow.run(url, model, download);
    assertThat(download).hasContent("weights");
  }

  @Test
  void everyday() throws Exception {
    try (BlobStore store = MemoryStore.builder().open()) {
      Bucket bucket = store.createBucket("my-bucket");
      Everyday.writeAStream(bucket, List.of("a", "b"));
      assertThat(bucket.getString("reports/today.csv")).isEqualTo("a\nb\n");

      bucket.put("greeting.txt", Body.of("The middle"));
      assertThat(Everyday.readTheMiddle(bucket))
          .isEqualTo("midd".getBytes(java.nio.charset.StandardCharsets.UTF_8));

      bucket.put("reports/2026/january.csv", Body.empty());
      assertThat(Everyday.folders(bucket)).containsExactly("reports/2026/");
    }
  }

  @Test
  void incrementsAreNeverLost() throws Exception {
    try (BlobStore store = MemoryStore.builder().open()) {
      Bucket bucket = store.createBucket("my-bucket");
      bucket.put("counter", Body.of("0"));
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          running.add(threads.submit(() -> Everyday.increment(bucket)));
        }
        for (Future<?> one : running) {
          one.get();
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(bucket.getString("counter")).isEqualTo("100");
    }
  }
}
