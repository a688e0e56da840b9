/** The local-disk backend. */
module io.holdall.local {
  requires static org.jspecify;
  requires transitive io.holdall.api;
  requires io.holdall.engine;
  requires io.holdall.endpoint;
  requires com.google.common;

  exports io.holdall.local;

  provides io.holdall.spi.StoreProvider with
      io.holdall.local.LocalStoreProvider;
}
