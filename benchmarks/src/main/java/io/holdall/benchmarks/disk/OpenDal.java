package io.holdall.benchmarks.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.opendal.Operator;

/** The fs service of Apache OpenDAL, through its Java binding. It forces nothing. */
final class OpenDal implements Contestant {
  private final Operator operator;

  OpenDal(Path parent) throws IOException {
    Path directory = Files.createDirectories(parent.resolve("opendal"));
    // Writes beside the name and renames, as the others do.
    Path temporary = Files.createDirectories(parent.resolve("opendal-temporary"));
    this.operator =
        Operator.of(
            "fs", Map.of("root", directory.toString(), "atomic_write_dir", temporary.toString()));
  }

  @Override
  public String name() {
    return "OpenDAL fs";
  }

  @Override
  public void put(String key, byte[] body) {
    operator.write(key, body);
  }

  @Override
  public void put(String key, InputStream body, long length) throws IOException {
    try (OutputStream out = operator.createOutputStream(key, 1 << 20)) {
      body.transferTo(out);
    }
  }

  @Override
  public int get(String key) {
    return operator.read(key).length;
  }

  @Override
  public long read(String key, byte[] buffer) throws IOException {
    try (InputStream in = operator.createInputStream(key)) {
      return Contestant.drain(in, buffer);
    }
  }

  @Override
  public void close() {
    operator.close();
  }
}
