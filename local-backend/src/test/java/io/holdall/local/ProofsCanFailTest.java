package io.holdall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Leaves out, one at a time, every force of a file or directory, every wait for one, every
 * comparison of a checksum, and whatever else {@link Mutation} finds: each time the proofs fail.
 *
 * <p>A mutation that survives here is one of two things: something that the proofs do not see,
 * whose history is to be added to {@link SmallProofs}; or something that the store does in vain.
 */
@ExtendWith(QuietLog.class)
class ProofsCanFailTest {
  /** What is not missed, and why. */
  private static final Map<String, String> NOT_MISSED =
      Map.ofEntries(
          Map.entry(
              "BodyTrailer.read: comparison of a checksum 1",
              "all that it covers is compared with the record, or with the blocks themselves"),
          Map.entry(
              "RootMarker.read: comparison of a checksum 1",
              "a wrong id is one that no segment bears"),
          Map.entry(
              "BodyFiles.create: BodyFiles.checkForced 1",
              "the next force of a directory asks again, before the body is acknowledged"),
          Map.entry(
              "BodyFiles.forceDirectory: BodyFiles.checkForced 1", "it asks again when it is done"),
          Map.entry(
              "BodyFiles.forceDirectory: BodyFiles.checkForced 2",
              "it has asked before, and only another thread can have failed since"),
          Map.entry(
              "LogRecovery.replayTail: comparison of sequences 2",
              "records that no mark proves to be durable have just been made so"),
          Map.entry(
              "SegmentedLog.mark: LogEnd.hasFailed 1",
              "what is left of the failed write, behind the mark, is cut off as ever"),
          Map.entry("Replayer.finish: InlineBody.check 1", "it only logs what each read will say"),
          Map.entry("GroupCommit.await: GroupCommit.check 1", "whoever waits would wait for ever"),
          Map.entry(
              "LogEnd.goOn: GroupCommit.await 1",
              "the new header counts only with the seal before it, which one force writes with the rest"),
          Map.entry(
              "LogRecovery.finish: DirectorySync.force 1",
              "a discarded segment that comes back is discarded once more"),
          Map.entry(
              "Segments.removeLeftovers: DirectorySync.force 1",
              "what comes back is removed once more"),
          Map.entry(
              "IndexCheck.verified: comparison of an index with its segment 1",
              "another segment has another salt, too"),
          Map.entry(
              "IndexCheck.verified: comparison of an index with its segment 4",
              "the checksum is that of all up to the end of the file"));

  private static List<Mutation> all() throws IOException, URISyntaxException {
    Path classes =
        Path.of(LocalStore.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve("io/holdall/local"))) {
      return Mutation.of(
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class"))
              .map(name -> "io.holdall.local." + name.substring(0, name.lastIndexOf('.')))
              .sorted()
              .toList());
    }
  }

  static List<Mutation> missed() throws IOException, URISyntaxException {
    return all().stream().filter(it -> !NOT_MISSED.containsKey(it.toString())).toList();
  }

  @ParameterizedTest
  @MethodSource("missed")
  void whatIsLeftOutIsFound(Mutation mutation) throws ReflectiveOperationException {
    Runnable proofs =
        (Runnable)
            new MutantLoader(mutation)
                .loadClass(SmallProofs.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    assertThatThrownBy(proofs::run).isNotInstanceOf(LinkageError.class);
  }

  @Test
  void nothingIsFoundWhereNothingIsLeftOut() {
    new SmallProofs().run();
  }

  @Test
  void whatIsNotMissedIsThere() throws IOException, URISyntaxException {
    assertThat(all()).extracting(Mutation::toString).containsAll(NOT_MISSED.keySet());
    assertThat(all()).hasSizeGreaterThan(30);
  }
}
