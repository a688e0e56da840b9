package io.holdall.endpoint.chunked;

import io.holdall.endpoint.sigv4.ChunkSeed;
import io.holdall.endpoint.sigv4.ChunkSigner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames bodies as clients do. */
public final class ChunkedEncoder {
  private ChunkedEncoder() {}

  /**
   * Signed chunks; with a signed trailer if there is a line such as {@code
   * x-amz-checksum-crc32:AAAAAA==}.
   */
  public static byte[] signed(ChunkSeed seed, List<byte[]> chunks, @Nullable String trailer) {
    ChunkSigner signer = seed.signer();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      text(
          out,
          Integer.toHexString(chunk.length)
              + ";chunk-signature="
              + signer.chunk(sha256(chunk))
              + "\r\n");
      out.writeBytes(chunk);
      text(out, "\r\n");
    }
    text(out, "0;chunk-signature=" + signer.chunk(sha256(new byte[0])) + "\r\n");
    if (trailer != null) {
      String signature =
          signer.trailer(sha256((trailer + "\n").getBytes(StandardCharsets.ISO_8859_1)));
      text(out, trailer + "\r\nx-amz-trailer-signature:" + signature + "\r\n");
    }
    text(out, "\r\n");
    return out.toByteArray();
  }

  /** Chunks without signatures. */
  public static byte[] unsigned(List<byte[]> chunks, @Nullable String trailer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      text(out, Integer.toHexString(chunk.length) + "\r\n");
      out.writeBytes(chunk);
      text(out, "\r\n");
    }
    text(out, "0\r\n" + (trailer == null ? "" : trailer + "\r\n") + "\r\n");
    return out.toByteArray();
  }

  /** Cuts bytes into chunks of the given sizes, the last of them as large as is left. */
  public static List<byte[]> split(byte[] bytes, List<Integer> sizes) {
    List<byte[]> chunks = new java.util.ArrayList<>();
    int at = 0;
    for (int size : sizes) {
      if (at + size >= bytes.length) {
        break;
      }
      chunks.add(Arrays.copyOfRange(bytes, at, at + size));
      at += size;
    }
    if (at < bytes.length) {
      chunks.add(Arrays.copyOfRange(bytes, at, bytes.length));
    }
    return chunks;
  }

  private static byte[] sha256(byte[] bytes) {
    return Sha256.start().digest(bytes);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
