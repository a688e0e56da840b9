/** The in-memory emulator. */
module io.holdall.memory {
  requires static org.jspecify;
  requires transitive io.holdall.api;
  requires io.holdall.engine;
  requires io.holdall.endpoint;

  exports io.holdall.memory;

  provides io.holdall.spi.StoreProvider with
      io.holdall.memory.MemoryStoreProvider;
}
