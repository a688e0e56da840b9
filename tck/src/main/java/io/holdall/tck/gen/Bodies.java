package io.holdall.tck.gen;

import io.holdall.Body;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiFunction;

/** Bodies that come as streams, some of which break off. */
public final class Bodies {
  /** What a failing body's source throws. */
  public static final String SOURCE_FAILS = "the source of the body fails";

  /** What the code of a failing body calls. */
  public static final String METHOD = "failing";

  /** The method that the code of a failing body calls, in Java. */
  public static final String SOURCE =
      """
      static InputStream failing(byte[] bytes) {
        InputStream end =
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the source of the body fails");
              }
            };
        return new SequenceInputStream(new ByteArrayInputStream(bytes), end);
      }""";

  private Bodies() {}

  /** Content as one of the forms that a body can have: 0 is an array. */
  public static Body form(Content content, int form, BiFunction<Body, String, Body> describe) {
    byte[] bytes = content.bytes();
    return switch (Math.floorMod(form, 4)) {
      case 0 -> Body.of(bytes);
      case 1 ->
          describe.apply(
              Body.of(new ByteArrayInputStream(bytes), bytes.length),
              "Body.of(new ByteArrayInputStream(" + content + "), " + bytes.length + ")");
      case 2 ->
          describe.apply(
              Body.of(new ByteArrayInputStream(bytes)),
              "Body.of(new ByteArrayInputStream(" + content + "))");
      default ->
          describe.apply(
              Body.of(() -> new ByteArrayInputStream(bytes), bytes.length),
              "Body.of(() -> new ByteArrayInputStream(" + content + "), " + bytes.length + ")");
    };
  }

  /** A body that has fewer bytes than it says. */
  public static Body tooShort(
      Content content, int missing, BiFunction<Body, String, Body> describe) {
    long declared = (long) content.size() + missing;
    return describe.apply(
        Body.of(new ByteArrayInputStream(content.bytes()), declared),
        "Body.of(new ByteArrayInputStream(" + content + "), " + declared + ")");
  }

  /**
   * A body whose source fails behind the content.
   *
   * @param more how many bytes it says that there are beyond; negative to say nothing
   */
  public static Body failing(Content content, int more, BiFunction<Body, String, Body> describe) {
    InputStream stream = new Failing(new ByteArrayInputStream(content.bytes()));
    String code = "Body.of(" + METHOD + "(" + content + ")";
    return more < 0
        ? describe.apply(Body.of(stream), code + ")")
        : describe.apply(
            Body.of(stream, (long) content.size() + more),
            code + ", " + (content.size() + more) + ")");
  }

  /** Throws where another stream would end. */
  private static final class Failing extends FilterInputStream {
    Failing(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return orFail(super.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return length == 0 ? 0 : orFail(super.read(target, offset, length));
    }

    private static int orFail(int read) throws IOException {
      if (read < 0) {
        throw new IOException(SOURCE_FAILS);
      }
      return read;
    }
  }
}
