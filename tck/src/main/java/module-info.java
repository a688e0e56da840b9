/** The compatibility kit. */
module io.holdall.tck {
  requires static org.jspecify;
  requires transitive io.holdall.api;
  requires net.jqwik.api;
  requires org.junit.jupiter.api;
  requires org.junit.platform.engine;
  requires org.junit.platform.launcher;
  requires org.assertj.core;
}
