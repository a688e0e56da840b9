/** The Amazon S3 backend. */
@SuppressWarnings("module") // The terminal digit belongs to the name of the service.
module io.holdall.s3 {
  requires static org.jspecify;
  requires transitive io.holdall.api;
  requires software.amazon.awssdk.services.s3;
}
