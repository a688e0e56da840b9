package io.holdall.s3;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * The ways in which no answer comes from a server. What matters about each is whether the request
 * can have been carried out.
 */
enum Outage {
  UNKNOWN_HOST(true, true, "%s cannot be found by its name"),
  REFUSED(true, true, "%s does not accept a connection"),
  CONNECT_TIMEOUT(true, true, "%s did not accept a connection in time"),
  NO_FREE_CONNECTION(
      true,
      true,
      "all connections to %s are in use, by other calls or by blobs that are open for reading"),
  NOT_SECURE(true, false, "no secure connection can be made to %s"),
  SILENT(false, true, "%s did not answer in time"),
  HUNG_UP(false, true, "%s hung up before it had answered in full"),
  INTERRUPTED_BEFORE(true, false, "the thread was interrupted before it sent anything to %s"),
  INTERRUPTED(false, false, "the thread was interrupted while it waited for %s");

  private final boolean beforeSending;
  private final boolean retryable;
  private final String sentence;

  Outage(boolean beforeSending, boolean retryable, String sentence) {
    this.beforeSending = beforeSending;
    this.retryable = retryable;
    this.sentence = sentence;
  }

  /** Whether it is certain that the server has not seen the request. */
  boolean isBeforeSending() {
    return beforeSending;
  }

  /** Whether the caller's thread is to stop. */
  boolean isInterrupt() {
    return this == INTERRUPTED || this == INTERRUPTED_BEFORE;
  }

  /** Whether the same request may find its answer later. */
  boolean isRetryable() {
    return retryable;
  }

  /**
   * @param endpoint the words that name it
   */
  String sentence(String endpoint) {
    return sentence.formatted(endpoint);
  }

  /** What made a call fail; empty if it was no outage. */
  static Optional<Outage> of(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = beneath(cause)) {
      Optional<Outage> outage = ofOne(cause);
      if (outage.isPresent()) {
        return outage;
      }
    }
    return Optional.empty();
  }

  /** XML that is cut off hides what cut it off. */
  private static @Nullable Throwable beneath(Throwable failure) {
    return failure instanceof XMLStreamException xml
        ? xml.getNestedException()
        : failure.getCause();
  }

  private static Optional<Outage> ofOne(Throwable cause) {
    // The HTTP clients have exceptions of their own; only their names are known here.
    String name = cause.getClass().getSimpleName();
    if (name.equals("RequestAbortedException")
        && cause.getCause() instanceof InterruptedException) {
      // While it waited for a connection: nothing else of a request waits so.
      return Optional.of(INTERRUPTED_BEFORE);
    }
    if (cause.getCause() instanceof UnsentException) {
      return Optional.of(INTERRUPTED_BEFORE);
    }
    if (cause instanceof AbortedException || cause instanceof InterruptedException) {
      return Optional.of(INTERRUPTED);
    }
    if (cause instanceof ApiCallTimeoutException
        || cause instanceof ApiCallAttemptTimeoutException) {
      return Optional.of(SILENT);
    }
    if (!(cause instanceof IOException)) {
      return Optional.empty();
    }
    if (cause instanceof UnknownHostException) {
      return Optional.of(UNKNOWN_HOST);
    }
    if (name.startsWith("ConnectionPoolTimeout")
        || name.startsWith("ConnectionRequestTimeout")
        || mentions(cause, "timeout waiting for connection from pool")) {
      return Optional.of(NO_FREE_CONNECTION);
    }
    if (name.equals("ConnectTimeoutException")
        || (cause instanceof SocketTimeoutException && mentions(cause, "connect timed out"))) {
      return Optional.of(CONNECT_TIMEOUT);
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return Optional.of(REFUSED);
    }
    if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
      return Optional.of(NOT_SECURE);
    }
    if (cause instanceof SSLException && mentions(cause, "plaintext connection")) {
      return Optional.of(NOT_SECURE);
    }
    return Optional.of(cause instanceof SocketTimeoutException ? SILENT : HUNG_UP);
  }

  private static boolean mentions(Throwable cause, String words) {
    return cause.getMessage() != null
        && cause.getMessage().toLowerCase(Locale.ROOT).contains(words);
  }
}
