package io.holdall.s3;

import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Looks at every answer before the SDK reads it, at listings before their caller does, and at
 * whether a request that an interrupt ends was sent. One for all that there is to look at, because
 * the SDK copies its context for each interceptor at each step.
 */
final class Inspection implements ExecutionInterceptor {
  /** Present from when a request may have been sent. */
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>(Inspection.class.getName() + ".SENT");

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    // The client would find it out as well, and not say when.
    if (Thread.currentThread().isInterrupted()) {
      throw AbortedException.create("Thread was interrupted");
    }
    attributes.putAttribute(SENT, true);
  }

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    Throwable failure = context.exception();
    boolean sent = attributes.getAttribute(SENT) != null;
    return failure instanceof AbortedException && !sent
        ? AbortedException.create(failure.getMessage(), new UnsentException(failure))
        : failure;
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes ignored) {
    SdkHttpResponse answer = context.httpResponse();
    DocumentCheck.ofHead(context.request(), answer);
    return answer;
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes ignored) {
    boolean isSuccess = context.httpResponse().isSuccessful();
    Optional<InputStream> body =
        isSuccess
            ? DocumentCheck.checked(context.request(), context.responseBody())
            : context.responseBody();
    return KeyEcho.readable(context.request(), isSuccess, body);
  }

  @Override
  public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes ignored) {
    return KeyDecoding.decoded(context.response());
  }
}
