/** What the README shows. */
module io.holdall.examples {
  requires static org.jspecify;
  requires io.holdall.api;
  requires io.holdall.memory;
  requires io.holdall.local;
  requires io.holdall.s3;
}
