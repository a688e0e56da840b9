/** S3 semantics as a state machine over a commit log and a body store. */
module io.holdall.engine {
  requires static org.jspecify;
  requires transitive io.holdall.api;

  exports io.holdall.engine;
}
