package io.holdall.tck.record;

import io.holdall.BlobStoreException;
import io.holdall.BlobWriter;
import io.holdall.PutResult;
import io.holdall.tck.gen.Content;
import java.io.IOException;

/** The calls on a writer, written down. A writer itself is a class that nobody else can make. */
public final class WriterCalls {
  private final BlobWriter writer;
  private final Script script;

  public WriterCalls(BlobWriter writer, Script script) {
    this.writer = writer;
    this.script = script;
  }

  /**
   * Writes all of it at once.
   *
   * @throws BlobStoreException that a writer wraps
   */
  public void write(Content content) {
    script.call(
        "",
        code -> code.of(writer) + ".write(" + content + ")",
        () -> {
          try {
            writer.write(content.bytes());
          } catch (IOException e) {
            throw e.getCause() instanceof BlobStoreException cause
                ? cause
                : new IllegalStateException("a writer fails with the store's exception inside", e);
          }
          return null;
        });
  }

  /** Writes down that something was written by other means. */
  public void wrote(Content content) {
    script.call("", code -> code.of(writer) + ".write(" + content + ")", () -> null);
  }

  public PutResult commit() {
    return script.call("put", code -> code.of(writer) + ".commit()", writer::commit);
  }

  public void close() {
    script.call(
        "",
        code -> code.of(writer) + ".close()",
        () -> {
          writer.close();
          return null;
        });
  }
}
