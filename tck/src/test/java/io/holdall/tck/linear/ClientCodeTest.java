package io.holdall.tck.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdall.BlobInfo;
import io.holdall.BlobStores;
import io.holdall.Bucket;
import io.holdall.tck.gen.Content;
import io.holdall.tck.linear.Clients.Act;
import io.holdall.tck.linear.Clients.Step;
import io.holdall.tck.record.CompiledCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCodeTest {
  @TempDir private Path directory;

  @Test
  void isCompiledAndRun() throws Exception {
    List<Step> all = Arrays.stream(Act.values()).map(act -> new Step(act, 0)).toList();
    Clients clients =
        new Clients(
            2, 10, List.of(all, List.of(new Step(Act.PUT_IF_MATCH, 1), new Step(Act.PUT, 1))));
    Bucket bucket = BlobStores.open("memory:").createBucket("some-bucket");
    new CompiledCode(clients.code("bucket") + ";", Content.SOURCE, directory).run(bucket);
    // The one client deletes what it put; the other one's is the last of all puts.
    assertThat(bucket.list().stream().map(BlobInfo::key)).containsExactly("key-1");
    assertThat(bucket.getBytes("key-1")).isEqualTo(new Content(15, 5).bytes());
  }
}
