/** The compatibility kit. */
module io.holdall.tck {
  requires static org.jspecify;
  requires transitive io.holdall.api;
  requires transitive net.jqwik.api;
  requires transitive java.net.http;
  requires org.junit.platform.engine;
  requires org.junit.platform.launcher;
  requires org.assertj.core;
  requires java.xml;
  requires com.fasterxml.jackson.core;

  exports io.holdall.tck;
  exports io.holdall.tck.contract;
  exports io.holdall.tck.gen;
  exports io.holdall.tck.history;
  exports io.holdall.tck.linear;
  exports io.holdall.tck.report;

  // jqwik finds rules, generators and hooks by reflection.
  opens io.holdall.tck;
  opens io.holdall.tck.contract;
  opens io.holdall.tck.gen;
  opens io.holdall.tck.history;
  opens io.holdall.tck.linear;
}
