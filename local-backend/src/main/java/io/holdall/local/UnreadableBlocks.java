package io.holdall.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The blocks of files that the disk does not give out. In what is read they are zeros, which no
 * checksum takes for what was there, unless it was zeros. Not thread-safe.
 */
final class UnreadableBlocks {
  /** As disks lose sectors, which are this long, or shorter. */
  private static final int BLOCK = 4 << 10;

  private final Map<Path, Lost> lost = new TreeMap<>();

  private static final class Lost {
    private final BitSet blocks = new BitSet();
    private String reason = "";
  }

  /**
   * Fills {@code dst} as far as the file goes, block by block.
   *
   * @return how many bytes that are
   */
  int read(FileChannel channel, Path path, ByteBuffer dst, long position) throws IOException {
    long end = Math.min(channel.size(), position + dst.remaining());
    for (long at = position; at < end; ) {
      int length = (int) (Math.min(end, (at / BLOCK + 1) * BLOCK) - at);
      int start = dst.position();
      ByteBuffer part = dst.slice(start, length);
      try {
        int count = 0;
        while (part.hasRemaining() && count >= 0) {
          count = channel.read(part, at + part.position());
        }
      } catch (IOException e) {
        if (!channel.isOpen()) {
          throw e;
        }
        dst.put(start, new byte[length]);
        Lost file = lost.computeIfAbsent(path, any -> new Lost());
        file.blocks.set(Math.toIntExact(at / BLOCK));
        file.reason = String.valueOf(e.getMessage());
      }
      dst.position(start + length);
      at += length;
    }
    return (int) Math.max(0, end - position);
  }

  boolean has(Path path) {
    return lost.containsKey(path);
  }

  /** A sentence for each run of blocks. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    lost.forEach(
        (path, file) -> {
          int end;
          for (int from = file.blocks.nextSetBit(0);
              from >= 0;
              from = file.blocks.nextSetBit(end)) {
            end = file.blocks.nextClearBit(from);
            sentences.add(
                "%s cannot be read from byte %s to byte %s: %s."
                    .formatted(path, (long) from * BLOCK, (long) end * BLOCK, file.reason));
          }
        });
    return sentences;
  }
}
