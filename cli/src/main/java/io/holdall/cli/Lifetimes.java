package io.holdall.cli;

import io.holdall.PresignRequest;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads how long a presigned URL is to work; what is too long or too short is told as it was
 * written.
 */
final class Lifetimes implements ITypeConverter<Duration> {
  private final Durations durations = new Durations();

  @Override
  public Duration convert(String text) {
    Duration lifetime = durations.convert(text);
    if (lifetime.isZero() || lifetime.compareTo(PresignRequest.MAX_VALIDITY) > 0) {
      throw new TypeConversionException(
          "a presigned URL works for 1s to 7d, not for \"" + text + "\"");
    }
    return lifetime;
  }
}
