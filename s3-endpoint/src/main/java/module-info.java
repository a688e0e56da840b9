/** The S3 REST protocol over any store. */
module io.holdall.endpoint {
  requires static org.jspecify;
  requires transitive io.holdall.api;
}
