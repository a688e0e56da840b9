package io.holdall.s3;

import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Looks at every answer before the SDK reads it, and at listings before their caller does. One for
 * all that there is to look at, because the SDK copies its context for each interceptor at each
 * step.
 */
final class Inspection implements ExecutionInterceptor {
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
