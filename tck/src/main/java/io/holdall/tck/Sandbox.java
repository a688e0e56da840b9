package io.holdall.tck;

import io.holdall.BlobStore;
import io.holdall.BlobWriter;
import io.holdall.Body;
import io.holdall.Bucket;
import io.holdall.Feature;
import io.holdall.Keys;
import io.holdall.Limits;
import io.holdall.PutResult;
import io.holdall.tck.gen.Content;
import io.holdall.tck.linear.Together;
import io.holdall.tck.record.RecordingBucket;
import io.holdall.tck.record.RecordingStore;
import io.holdall.tck.record.Script;
import io.holdall.tck.record.WriterCalls;
import io.holdall.tck.trace.Secrets;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one try of a rule works with: an empty bucket, or an empty part of one, whose calls are
 * written down. Nothing is asked of the store before it is used, and all is taken away afterwards.
 */
public final class Sandbox implements AutoCloseable {
  private final Run run;
  private final Workplace workplace;
  private final Script script = new Script();
  private final List<Bucket> made = new ArrayList<>();
  private @Nullable Bucket bucket;
  private @Nullable Sandbox counterpart;

  /**
   * @param workplace where it is
   */
  Sandbox(Run run, Workplace workplace) {
    this.run = run;
    this.workplace = workplace;
  }

  /** The empty bucket; the same one each time. */
  public Bucket bucket() {
    if (bucket == null) {
      bucket = fresh("bucket");
    }
    return bucket;
  }

  /** Another empty bucket, or part of one, with each call. */
  public Bucket another() {
    bucket();
    return fresh("other" + (made.size() == 1 ? "" : made.size()));
  }

  private Bucket fresh(String name) {
    Bucket fresh = workplace.places().freshBucket();
    made.add(fresh);
    script.note("Bucket " + name + " = … // an empty bucket, or an empty view of one");
    return new RecordingBucket(fresh, name, script);
  }

  /**
   * The same on the store that this one is compared with.
   *
   * @throws IllegalStateException if there is none
   */
  public Sandbox against() {
    if (counterpart == null) {
      counterpart = new Sandbox(run, run.comparison().other());
    }
    return counterpart;
  }

  /** What both stores declare that are compared. */
  public Set<Feature> shared() {
    return run.comparison().shared();
  }

  /** The bucket, with its calls not written down. */
  public Bucket quietBucket() {
    bucket();
    return made.get(0);
  }

  /** The store. A rule must not close it other than by {@link #closeStore}. */
  public BlobStore store() {
    return new RecordingStore(workplace.target().store(), script);
  }

  /**
   * A legal name that no bucket has. A bucket of this name is taken away afterwards, where the kit
   * may make buckets.
   */
  public String freshName() {
    return freshName("");
  }

  /** Such names with every kind of ending that is allowed. */
  public List<String> freshNames() {
    return Mark.ENDINGS.stream().map(this::freshName).toList();
  }

  private String freshName(String ending) {
    String name = workplace.places().freshName(ownsBuckets()) + ending;
    if (ownsBuckets()) {
      made.add(workplace.target().store().bucket(name));
    }
    return name;
  }

  /** Whether the bucket is a whole one. */
  public boolean ownsBuckets() {
    return workplace.target().home().isEmpty();
  }

  public boolean has(Feature feature) {
    return workplace.target().store().features().contains(feature);
  }

  public Limits limits() {
    return workplace.target().store().limits();
  }

  /** The ids of the rules that the store is known not to keep. */
  public Set<String> deviations() {
    return run.options().deviations().keySet();
  }

  /** The longest key that the bucket takes, in bytes of UTF-8. */
  public int maxKeyBytes() {
    return Keys.MAX_BYTES - bucket().prefix().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Empty if time cannot be moved. */
  public Optional<TckTarget.PastPresigner> past() {
    return workplace
        .target()
        .past()
        .map(
            presigner ->
                (of, request, ago) -> {
                  note("// as it would have been signed " + ago + " ago:");
                  return presigner.presign(of, request, ago);
                });
  }

  /**
   * Makes a request that a presigned URL is for, as somebody else would.
   *
   * @throws java.io.UncheckedIOException if it is not answered
   */
  public HttpResponse<byte[]> send(HttpRequest request) {
    return run.send(request);
  }

  /** Notes that the rest of a comparison of two stores is left out. */
  public void cutOff() {
    run.current().ifPresent(RuleRun::addCutOff);
  }

  /** Closes the store under test and returns what is left of it. The next try gets a new one. */
  public BlobStore closeStore() {
    BlobStore store = workplace.target().store();
    new RecordingStore(store, script).wasClosed();
    close();
    workplace.closeTarget();
    return store;
  }

  /**
   * Writes to a writer of the bucket, all at once.
   *
   * @throws io.holdall.BlobStoreException that the writer fails with
   */
  public void write(BlobWriter writer, Content content) {
    new WriterCalls(writer, script).write(content);
  }

  /** Adds to the script that something was written to a writer of the bucket. */
  public void wrote(BlobWriter writer, Content content) {
    new WriterCalls(writer, script).wrote(content);
  }

  public PutResult commit(BlobWriter writer) {
    return new WriterCalls(writer, script).commit();
  }

  public void close(BlobWriter writer) {
    new WriterCalls(writer, script).close();
  }

  /** Says in the script how a body is made that does not tell by itself. */
  public Body describe(Body body, String code) {
    return script.describe(body, code);
  }

  /**
   * Lets clients call at the same time, each on a thread of its own, as {@link Together#run}.
   *
   * @return what they returned, in order
   */
  public <T> List<T> together(List<Callable<T>> clients) {
    return Together.run(script.meeting(clients));
  }

  /** Adds a statement to the script that is not a call on the bucket. */
  public void note(String statement) {
    script.note(Secrets.masked(statement));
  }

  /** What was done, as Java code. */
  String script() {
    return script.toString();
  }

  @Override
  public void close() {
    made.forEach(bucket -> workplace.places().discard(bucket, true));
    made.clear();
    bucket = null;
    if (counterpart != null) {
      counterpart.close();
      counterpart = null;
    }
  }

  @Override
  public String toString() {
    return "an empty bucket";
  }
}
