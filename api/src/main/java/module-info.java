/** What users see, and what a backend implements. */
module io.holdall.api {
  requires static org.jspecify;
}
