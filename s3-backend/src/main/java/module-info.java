/** The Amazon S3 backend. */
@SuppressWarnings("module") // The terminal digit belongs to the name of the service.
module io.holdall.s3 {
  requires java.xml;
  requires static org.jspecify;
  requires transitive io.holdall.api;
  requires transitive software.amazon.awssdk.auth;
  // The SDK's modules are automatic and cannot say themselves that they log.
  requires org.slf4j;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.apache;
  requires software.amazon.awssdk.http.auth.aws;
  requires software.amazon.awssdk.http.auth.spi;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.profiles;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries;
  requires software.amazon.awssdk.retries.api;
  requires transitive software.amazon.awssdk.services.s3;

  exports io.holdall.s3;

  provides io.holdall.spi.StoreProvider with
      io.holdall.s3.S3Provider;
}
