/** The command line. */
module io.holdall.cli {
  requires static org.jspecify;
  requires io.holdall.api;
  requires io.holdall.memory;
  requires io.holdall.local;
  requires io.holdall.s3;
  requires io.holdall.endpoint;
  requires io.holdall.tck;
  requires info.picocli;

  opens io.holdall.cli to
      info.picocli;
}
