package io.holdall.endpoint.header;

import io.holdall.endpoint.error.S3Error;
import io.holdall.endpoint.error.S3Exception;
import io.holdall.spi.HeaderText;
import java.util.function.Supplier;

/** Errors that name the argument at fault. */
public final class Arguments {
  private Arguments() {}

  /** {@code InvalidArgument} for a header or a parameter. */
  public static S3Exception invalid(String name, String value, String message) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, message)
        .with("ArgumentName", name)
        .with("ArgumentValue", value);
  }

  /**
   * The text of a header, without white space around it.
   *
   * @throws S3Exception {@code InvalidArgument} if it is not UTF-8: it could not be given back as
   *     it is
   */
  static String text(String name, String header) {
    return HeaderText.decode(header)
        .orElseThrow(() -> invalid(name, header, "The header is not UTF-8"))
        .strip();
  }

  /** {@code NotImplemented} for a header that asks for what is not here (HTTP-13). */
  public static S3Exception notImplemented(String header) {
    return new S3Exception(S3Error.NOT_IMPLEMENTED).with("Header", header);
  }

  /**
   * What the supplier makes of an argument; if it finds the argument illegal, {@code
   * InvalidArgument} with its words.
   */
  static <T> T checked(String name, String value, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw invalid(name, value, String.valueOf(e.getMessage()));
    }
  }
}
