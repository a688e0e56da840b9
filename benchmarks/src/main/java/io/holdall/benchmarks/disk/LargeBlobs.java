package io.holdall.benchmarks.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;

/** Blobs of 64 MiB, written from a stream and read as one. */
final class LargeBlobs {
  private static final int LENGTH = 64 << 20;
  private static final long ROUND = 1_000_000_000L;

  private LargeBlobs() {}

  static void run(Path directory, Path pictures) throws Exception {
    try (Contestants contestants = Contestants.open(directory)) {
      byte[] bytes = new byte[1 << 20];
      new Random(1).nextBytes(bytes);
      byte[] buffer = new byte[256 << 10];
      Rounds puts = new Rounds(1, ROUND);
      Rounds gets = new Rounds(1, ROUND);
      for (Contestant each : contestants.all()) {
        puts.add(each.name(), number -> each.put("large", new Repeated(bytes, LENGTH), LENGTH));
        gets.add(each.name(), number -> check(each.read("large", buffer)));
      }
      String put = "put of 64 MiB from a stream, with MD5, nothing forced";
      BarChart.write(pictures.resolve("disk-put-large.svg"), put, puts.run(put));
      String get = "get of 64 MiB as a stream";
      BarChart.write(pictures.resolve("disk-get-large.svg"), get, gets.run(get));
    }
  }

  private static void check(long length) throws IOException {
    if (length != LENGTH) {
      throw new IOException("a blob has " + length + " bytes");
    }
  }

  /** The same bytes again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] bytes;
    private long rest;

    Repeated(byte[] bytes, long length) {
      this.bytes = bytes;
      this.rest = length;
    }

    @Override
    public int read() {
      return rest-- > 0 ? bytes[(int) (rest % bytes.length)] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (rest <= 0) {
        return -1;
      }
      int from = (int) (rest % bytes.length);
      int count = (int) Math.min(rest, Math.min(length, bytes.length - from));
      System.arraycopy(bytes, from, target, offset, count);
      rest -= count;
      return count;
    }
  }
}
